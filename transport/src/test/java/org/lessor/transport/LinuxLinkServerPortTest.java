package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.lessor.linux.NetworkNamespace;
import org.lessor.wire.Ipv4;

/// The server's port on a link between two hosts, with a client's port at the other end.
@EnabledIf(
    value = "org.lessor.transport.TwoHosts#permitted",
    disabledReason = "makes network namespaces: run the tests as root")
class LinuxLinkServerPortTest extends SocketPortContract {
  TwoHosts hosts;
  private LinuxServerPort server;

  @Override
  PortEnds open() throws Exception {
    hosts = new TwoHosts();
    hosts.configureFar();
    LinuxClientPort client = hosts.clientPort();
    hosts.listenAtFarAddress(client);
    server = hosts.serverPort();
    return new PortEnds(
        new PortEnds.End(server, new Endpoint(TwoHosts.NEAR_ADDRESS, 67), hosts.nearLink.index()),
        new PortEnds.End(client, new Endpoint(TwoHosts.FAR_ADDRESS, 68), hosts.farLink.index()),
        hosts);
  }

  /// What goes to them waits for seconds, and counts against the socket by which all others leave.
  @Test
  void repliesToAddressesThatNobodyHasLeaveRoomForOthers() {
    int total = 2000;
    OutboundBatch batch = new OutboundBatch(total, 300);
    for (int i = 0; i < total; i++) {
      Ipv4 dead = new Ipv4(TwoHosts.FAR_ADDRESS.bits() + 1 + i % 100);
      batch.next().unicast(hosts.nearLink.index(), TwoHosts.NEAR_ADDRESS, new Endpoint(dead, 68));
      batch.add(300);
    }
    assertThat(server.send(batch)).isEqualTo(total);
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
