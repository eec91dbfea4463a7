package org.lessor.transport;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.netlink.Neighbour;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// The kernel's ARP table by rtnetlink. [#enter] and [#remove] need `CAP_NET_ADMIN`.
///
/// Entries are made as `REACHABLE`, so that the kernel sends at once and asks nobody for the next
/// 15 to 45 seconds: the client that an entry is for cannot answer ARP before it has the address.
public final class LinuxNeighbours implements Neighbours {
  private final Rtnetlink rtnetlink;

  private LinuxNeighbours(Rtnetlink rtnetlink) {
    this.rtnetlink = rtnetlink;
  }

  /// Opens a netlink socket in the network namespace of this thread.
  public static LinuxNeighbours open() throws IOException {
    return new LinuxNeighbours(Rtnetlink.open());
  }

  @Override
  public void enter(Entry entry) throws IOException {
    rtnetlink.replaceNeighbour(neighbour(entry));
  }

  @Override
  public int[] enterAll(List<Entry> entries) throws IOException {
    int[] errors =
        rtnetlink.replaceNeighbours(entries.stream().map(LinuxNeighbours::neighbour).toList());
    for (int i = 0; i < errors.length; i++) {
      errors[i] = -errors[i];
    }
    return errors;
  }

  private static Neighbour neighbour(Entry entry) {
    return Neighbour.of(
        entry.interfaceIndex(),
        new Ip4(entry.address().bits()),
        LinkAddress.of(entry.hardware().address().toArray()),
        Neighbour.State.REACHABLE);
  }

  @Override
  public void remove(int interfaceIndex, Ipv4 address) throws IOException {
    rtnetlink.deleteNeighbour(interfaceIndex, new Ip4(address.bits()));
  }

  @Override
  public Optional<HardwareAddress> lookup(int interfaceIndex, Ipv4 address) throws IOException {
    return rtnetlink
        .neighbour(interfaceIndex, new Ip4(address.bits()))
        .filter(neighbour -> neighbour.state().isValid())
        .map(Neighbour::linkAddress)
        .filter(link -> link.sizeBytes() > 0 && link.sizeBytes() <= 16)
        .map(link -> new HardwareAddress(HardwareAddress.ETHERNET, Bytes.of(link.toBytes())));
  }

  @Override
  public void close() {
    rtnetlink.close();
  }
}
