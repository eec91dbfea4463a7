package org.lessor.lab.needs;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lessor.lab.net.Commands;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.LabException;

/// Finds out by trying, once for each question.
final class Probe {
  private static final Map<String, Optional<String>> KNOWN = new ConcurrentHashMap<>();

  private Probe() {}

  static Optional<String> namespaces() {
    return KNOWN.computeIfAbsent("", _ -> tryNamespaces());
  }

  private static Optional<String> tryNamespaces() {
    for (String program : new String[] {"ip", "unshare", "nsenter"}) {
      if (Commands.find(program).isEmpty()) {
        return Optional.of("needs the program " + program);
      }
    }
    try (Lab lab = Lab.open()) {
      lab.cable(lab.host("left"), "eth0", lab.host("right"), "eth0");
      return Optional.empty();
    } catch (LabException failure) {
      return Optional.of("needs network namespaces: " + failure.getMessage());
    }
  }

  static Optional<String> linkKind(String kind) {
    return KNOWN.computeIfAbsent(kind, Probe::tryLinkKind);
  }

  private static Optional<String> tryLinkKind(String kind) {
    Optional<String> obstacle = namespaces();
    if (obstacle.isPresent()) {
      return obstacle;
    }
    try (Lab lab = Lab.open()) {
      Host host = lab.host("probe");
      lab.cable(host, "eth0", host, "eth1");
      String command = "ip link add link eth0 name probed type " + kind;
      host.run("sh", "-c", kind.equals("vlan") ? command + " id 5" : command);
      return Optional.empty();
    } catch (LabException failure) {
      return Optional.of("needs a kernel with links of type " + kind + ": " + failure.getMessage());
    }
  }
}
