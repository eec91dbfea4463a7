package org.lessor.transport;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.junit.jupiter.api.condition.EnabledIf;
import org.lessor.linux.NetworkNamespace;

/// The server's port on a link between two hosts, with a client's port at the other end.
@EnabledIf(
    value = "org.lessor.transport.TwoHosts#permitted",
    disabledReason = "makes network namespaces: run the tests as root")
class LinuxLinkServerPortTest extends SocketPortContract {
  TwoHosts hosts;

  @Override
  PortEnds open() throws Exception {
    hosts = new TwoHosts();
    hosts.configureFar();
    LinuxClientPort client = hosts.clientPort();
    hosts.listenAtFarAddress(client);
    return new PortEnds(
        new PortEnds.End(
            hosts.serverPort(), new Endpoint(TwoHosts.NEAR_ADDRESS, 67), hosts.nearLink.index()),
        new PortEnds.End(client, new Endpoint(TwoHosts.FAR_ADDRESS, 68), hosts.farLink.index()),
        hosts);
  }

  @Override
  void sendFromElsewhere(byte[] payload, Endpoint to) throws Exception {
    NetworkNamespace other = to.address().equals(TwoHosts.NEAR_ADDRESS) ? hosts.far : hosts.near;
    other.inside(() -> {
      try (DatagramSocket socket = new DatagramSocket()) {
        InetAddress address = InetAddress.getByName(to.address().toString());
        socket.send(new DatagramPacket(payload, payload.length, address, to.port()));
      }
      return other;
    });
  }
}
