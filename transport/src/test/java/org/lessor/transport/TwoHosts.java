package org.lessor.transport;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import org.lessor.linux.Capability;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.NetworkNamespace;
import org.lessor.linux.Poller;
import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.linux.packet.OutgoingFrames;
import org.lessor.linux.packet.PacketSocket;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Two hosts with a cable between them: network namespaces and a veth pair. The near one has
/// 192.0.2.1/24, the far one no address until [#configureFar]. Everything is gone after close, or
/// with the program.
final class TwoHosts implements Closeable {
  static final Ipv4 NEAR_ADDRESS = Ipv4.of("192.0.2.1");
  static final Ipv4 FAR_ADDRESS = Ipv4.of("192.0.2.10");

  /// An EtherType for experiments (IEEE 802).
  private static final int LOCAL_EXPERIMENTAL = 0x88b5;

  final NetworkNamespace near = NetworkNamespace.create();
  final NetworkNamespace far = NetworkNamespace.create();
  final Rtnetlink nearKernel = near.inside(Rtnetlink::open);
  final Rtnetlink farKernel = far.inside(Rtnetlink::open);
  final Link nearLink;
  final Link farLink;

  TwoHosts() throws Exception {
    nearKernel.change().createVeth("lsr-near", "lsr-far", far);
    nearLink = nearKernel.link("lsr-near").orElseThrow();
    farLink = farKernel.link("lsr-far").orElseThrow();
    nearKernel.change().up(nearLink.index());
    farKernel.change().up(farLink.index());
    nearKernel.addAddress(InterfaceAddress.of(nearLink.index(), ip(NEAR_ADDRESS), 24));
    awaitCarrier(near, nearLink, far, farLink);
    awaitCarrier(far, farLink, near, nearLink);
  }

  /// A veth carries packets only some time after it was switched on, and drops them without a sign
  /// until then: sends frames that mean nothing until one arrives.
  static void awaitCarrier(NetworkNamespace from, Link by, NetworkNamespace to, Link at)
      throws Exception {
    try (PacketSocket source = from.inside(() -> experimental(by).sendOnly().open());
        PacketSocket target = to.inside(() -> experimental(at).open());
        Poller poller = Poller.open()) {
      poller.add(target, Poller.Interest.READ);
      OutgoingFrames frame = new OutgoingFrames(1, 64);
      frame.next();
      frame.add(64, LinkAddress.BROADCAST);
      long deadlineNanos = System.nanoTime() + Packets.PATIENCE_NANOS;
      do {
        if (System.nanoTime() - deadlineNanos >= 0) {
          throw new AssertionError("the link between " + by + " and " + at + " stays down");
        }
        source.send(frame);
      } while (poller.await(5_000_000) == 0);
    }
  }

  private static PacketSocket.Builder experimental(Link link) {
    return PacketSocket.on(link.index(), LOCAL_EXPERIMENTAL, PacketSocket.Kind.COOKED);
  }

  /// For `@EnabledIf`.
  static boolean permitted() throws IOException {
    return Capability.effective()
        .containsAll(
            Set.of(Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW));
  }

  static Ip4 ip(Ipv4 address) {
    return new Ip4(address.bits());
  }

  static HardwareAddress hardware(Link link) {
    return new HardwareAddress(HardwareAddress.ETHERNET, Bytes.of(link.address().toBytes()));
  }

  void configureFar() throws IOException {
    farKernel.addAddress(InterfaceAddress.of(farLink.index(), ip(FAR_ADDRESS), 24));
  }

  LinuxServerPort serverPort() throws Exception {
    LinuxServerPort port =
        near.inside(() ->
            LinuxServerPort.open(LinuxServerPort.Settings.of(67, LinuxServerPort.SocketType.RAW)));
    near.inside(() -> {
      port.listen(listening());
      return port;
    });
    return port;
  }

  ServerPort.Listening listening() {
    return ServerPort.Listening.on(nearLink.index(), nearLink.name());
  }

  LinuxClientPort clientPort() throws Exception {
    return far.inside(() ->
        LinuxClientPort.open(
            new LinuxClientPort.Settings(farLink.index(), farLink.name(), hardware(farLink), 68)));
  }

  /// Listens at the far host's address.
  void listenAtFarAddress(LinuxClientPort port) throws Exception {
    far.inside(() -> {
      port.listenAt(FAR_ADDRESS);
      return port;
    });
  }

  @Override
  public void close() {
    nearKernel.close();
    farKernel.close();
    near.close();
    far.close();
  }
}
