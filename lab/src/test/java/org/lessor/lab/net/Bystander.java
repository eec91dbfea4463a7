package org.lessor.lab.net;

import java.util.List;
import org.lessor.lab.peer.Peer;

/// The main program of a JVM that makes a lab with a running program in it and waits to be killed.
final class Bystander {
  private Bystander() {}

  /// Prints the names of the namespace and of the process that ends it, then waits for the end of
  /// its input.
  public static void main(String[] arguments) throws Exception {
    Host host = Lab.open().host("host");
    Peer.start(host, host.lab().directory("sleep"), List.of("setsid", "sleep", "1000"));
    System.out.println(host.namespace() + " " + host.holderPid());
    System.in.transferTo(System.out);
  }
}
