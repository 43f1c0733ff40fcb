import java.io.FileInputStream;
import java.util.Properties;

/** Prints the values of a file as java.util.Properties reads it, one a line in the order of their numbers, in hexadecimal code units. */
class ReadProperties {
  public static void main(String[] args) throws Exception {
    Properties all = new Properties();
    all.load(new FileInputStream(args[0]));
    for (int number = 0; all.containsKey("v" + number); number++) {
      StringBuilder line = new StringBuilder();
      for (char unit : all.getProperty("v" + number).toCharArray()) line.append(String.format("%04x", (int) unit));
      System.out.println(line);
    }
  }
}
