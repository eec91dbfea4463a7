package org.lessor.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.transport.LinuxServerPort;
import org.lessor.transport.ServerPort;

/// Two hosts on one cable, on one of which a [TinyServer] serves, by a thread of its own.
final class ServedHosts implements AutoCloseable {
  private final TwoHosts hosts = new TwoHosts();
  private final LinuxServerPort port;
  private final TinyServer server;
  private final Thread thread;
  private volatile boolean serves = true;

  ServedHosts() throws Exception {
    int index = hosts.serverLink().index();
    port =
        hosts
            .server()
            .inside(() -> {
              LinuxServerPort opened =
                  LinuxServerPort.open(
                      LinuxServerPort.Settings.of(67, LinuxServerPort.SocketType.RAW));
              opened.listen(ServerPort.Listening.on(index, hosts.serverLink().name()));
              return opened;
            });
    server = new TinyServer(port, index);
    thread = Thread.ofPlatform().start(this::serve);
  }

  private void serve() {
    try {
      while (serves) {
        port.await(Duration.ofSeconds(1).toNanos());
        server.doWork();
      }
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  TwoHosts hosts() {
    return hosts;
  }

  TinyServer server() {
    return server;
  }

  /// The addresses of the client's interface.
  List<String> clientAddresses() throws IOException {
    return hosts.clientKernel().addresses(hosts.clientLink().index()).stream()
        .map(InterfaceAddress::cidr)
        .toList();
  }

  @Override
  public void close() {
    serves = false;
    port.wakeUp();
    try {
      thread.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    port.close();
    hosts.close();
  }
}
