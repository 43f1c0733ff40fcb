import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds a user's app to application.yml, or takes it out, with the calls of the platform's AppService: add|remove FILE APP. */
class Platform {
  @SuppressWarnings("unchecked")
  public static void main(String[] args) throws Exception {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    File file = new File(args[1]);
    Map<String, Object> all = yaml.readValue(file, Map.class);
    Map<String, Object> services = (Map<String, Object>) ((Map<String, Object>) all.get("vcap")).get("services");
    if (args[0].equals("remove")) services.remove(args[2]);
    else services.put(args[2], app(args[2]));
    yaml.writeValue(file, all);
  }

  private static Map<String, Object> app(String name) {
    Map<String, Object> stages = new LinkedHashMap<>();
    for (String stage : new String[] {"prod", "stg", "dev"}) {
      Map<String, Object> addresses = new LinkedHashMap<>();
      addresses.put("external", name + "-" + stage + ".pas-mini.io");
      addresses.put("internal", "marathon-lb-internal.marathon.mesos:10010");
      stages.put(stage, addresses);
    }
    return stages;
  }
}
