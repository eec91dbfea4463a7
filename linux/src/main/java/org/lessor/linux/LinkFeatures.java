package org.lessor.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.EthtoolCalls;
import org.lessor.linux.internal.SocketCalls;

/// What network interfaces do themselves instead of leaving it to the kernel, by the names that
/// `ethtool -k` shows (ethtool(8)): to read and to change, in the network namespace of the thread
/// that opened it.
///
/// Any thread may call. [org.lessor.linux.netlink.RouteMonitor] tells when a link's features
/// change.
public final class LinkFeatures implements AutoCloseable {
  /// Takes datagrams of one size in one piece (udp(7), `UDP_SEGMENT`). Where it is off, the kernel
  /// cuts the piece up before the interface has it. Where it is on, a network card cuts it up; but
  /// a virtual interface hands it on as it is.
  public static final String TX_UDP_SEGMENTATION = "tx-udp-segmentation";

  private final Descriptor descriptor;

  /// The names of all features in the order of their numbers, which is the same for all interfaces:
  /// asked once. Empty until then.
  private volatile List<String> known = List.of();

  private LinkFeatures(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /// Opens it for the network namespace of the calling thread.
  public static LinkFeatures open() throws ErrnoException {
    int type = SocketCalls.SOCK_DGRAM | SocketCalls.SOCK_CLOEXEC;
    int fd = SocketCalls.socket(CallState.ofThread(), SocketCalls.AF_INET, type, 0);
    return new LinkFeatures(
        new Descriptor(
            ErrnoException.check(fd, "open a socket to ask for features of interfaces")));
  }

  /// Whether an interface uses a feature now; empty where the kernel does not know it.
  ///
  /// @throws ErrnoException where there is no such interface (`ENODEV`)
  public Optional<Boolean> active(String interfaceName, String feature) throws ErrnoException {
    String attempted = "ask whether interface " + interfaceName + " has " + feature;
    List<String> names = names(interfaceName, attempted);
    int number = names.indexOf(feature);
    if (number < 0) {
      return Optional.empty();
    }
    int active =
        EthtoolCalls.active(
            CallState.ofThread(), descriptor.number(), interfaceName, names.size(), number);
    return Optional.of(ErrnoException.check(active, attempted) == 1);
  }

  /// Has an interface use a feature, or not, where it can. Needs `CAP_NET_ADMIN`.
  ///
  /// @throws ErrnoException where there is no such interface (`ENODEV`), it cannot change this, or
  ///   the kernel does not know the feature (`EOPNOTSUPP`)
  public void change(String interfaceName, String feature, boolean wanted) throws ErrnoException {
    String attempted =
        "switch " + feature + " of interface " + interfaceName + (wanted ? " on" : " off");
    List<String> names = names(interfaceName, attempted);
    int number = names.indexOf(feature);
    if (number < 0) {
      throw new ErrnoException(attempted, Errno.EOPNOTSUPP, "this kernel does not know it");
    }
    int result =
        EthtoolCalls.request(
            CallState.ofThread(), descriptor.number(), interfaceName, names.size(), number, wanted);
    ErrnoException.check(result, attempted, Capability.CAP_NET_ADMIN);
    if (active(interfaceName, feature).orElseThrow() != wanted) {
      throw new ErrnoException(attempted, Errno.EOPNOTSUPP, "it cannot be changed there");
    }
  }

  private List<String> names(String interfaceName, String attempted) throws ErrnoException {
    if (interfaceName.getBytes(StandardCharsets.UTF_8).length > EthtoolCalls.MAX_NAME_BYTES) {
      throw new ErrnoException(attempted, Errno.ENODEV, "no interface can have so long a name");
    }
    if (!known.isEmpty()) {
      return known;
    }
    List<String> names = new ArrayList<>();
    ErrnoException.check(
        EthtoolCalls.featureNames(CallState.ofThread(), descriptor.number(), interfaceName, names),
        attempted);
    known = List.copyOf(names);
    return known;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
