# The tools that build the platform, behind everything else: uegen wants a newer Node than the platform's front ends.
export JAVA_HOME=/usr/lib/jvm/java-1.8.0-openjdk
case :$PATH: in
  *:/opt/uegen-tools/maven/bin:*) ;;
  *) PATH=$PATH:$JAVA_HOME/bin:/opt/uegen-tools/maven/bin:/opt/uegen-tools/node/bin ;;
esac
