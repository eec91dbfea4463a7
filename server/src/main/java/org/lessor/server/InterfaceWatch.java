package org.lessor.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lessor.config.Interfaces;
import org.lessor.engine.Reception;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.LinkFeatures;
import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.transport.ServerPort;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// Keeps the server listening on the interfaces that the configuration names, whatever happens to
/// them: they may be missing at the start, go and come back, get other addresses.
///
/// [#inlet] and [#reach] may be asked and [#wanted] set by any thread; [#refresh] is called by one
/// at a time.
final class InterfaceWatch implements Inlets {
  private final ServerPort port;
  private final Rtnetlink kernel;
  private final LinkFeatures features;
  private final EventLog log;
  private final Set<String> complained = new LinkedHashSet<>();

  /// What the look that goes on has begun to listen on, to be told at its end.
  private final List<String> opened = new ArrayList<>();

  private final Map<String, String> failures = new LinkedHashMap<>();
  private List<Ipv4> own = List.of();
  private volatile Interfaces wanted;
  private volatile Map<Integer, Served> served = Map.of();

  /// An interface that is listened on.
  private record Served(
      ServerPort.Listening listening, Reception.Inlet inlet, List<Ipv4Prefix> prefixes) {}

  /// An interface that should be listened on.
  ///
  /// @param only the addresses to serve, in the order of the configuration; empty: all
  private record Target(Link link, List<Ipv4> only) {
    /// What two entries of the configuration for one interface ask for.
    Target and(Target other) {
      if (only.isEmpty() || other.only.isEmpty()) {
        return new Target(link, List.of());
      }
      Set<Ipv4> both = new LinkedHashSet<>(only);
      both.addAll(other.only);
      return new Target(link, List.copyOf(both));
    }
  }

  InterfaceWatch(
      Interfaces wanted, ServerPort port, Rtnetlink kernel, LinkFeatures features, EventLog log) {
    this.wanted = wanted;
    this.port = port;
    this.kernel = kernel;
    this.features = features;
    this.log = log;
  }

  @Override
  public Optional<Reception.Inlet> inlet(int interfaceIndex) {
    Served found = served.get(interfaceIndex);
    return found == null ? Optional.empty() : Optional.of(found.inlet);
  }

  @Override
  public Reach reach(int interfaceIndex, Ipv4 address) {
    Served found = served.get(interfaceIndex);
    if (found != null) {
      for (Ipv4Prefix prefix : found.prefixes) {
        if (prefix.contains(address)) {
          return Reach.ROUTE;
        }
      }
    }
    return Reach.NO_ROUTE;
  }

  /// Listens on these interfaces from the next [#refresh] on.
  void wanted(Interfaces next) {
    wanted = next;
  }

  /// All addresses of this host, also of interfaces that are not listened on: by any of them a
  /// client may name this server. As of the last [#refresh]; asked by the thread that calls it.
  List<Ipv4> addresses() {
    return own;
  }

  /// Throws [StartFailure] where an interface that is there could not be listened on and no other
  /// could: the UDP port is taken, or a privilege is missing.
  void requireSockets() throws StartFailure {
    if (served.isEmpty() && !failures.isEmpty()) {
      Map.Entry<String, String> failure = failures.entrySet().iterator().next();
      throw new StartFailure("cannot listen on " + failure.getKey() + ": " + failure.getValue());
    }
  }

  /// What of the interfaces that the configuration names is not listened on, each with the reason.
  /// As of the last [#refresh]; asked by the thread that calls it.
  List<String> missing() {
    List<String> missing = new ArrayList<>(complained);
    failures.forEach((name, reason) -> missing.add("interface=" + name + " reason=" + reason));
    return missing;
  }

  /// Looks at the interfaces as they are now, and begins or ends listening accordingly.
  ///
  /// @throws IOException where the kernel does not tell
  void refresh() throws IOException {
    List<InterfaceAddress> addresses = kernel.addresses();
    own =
        addresses.stream()
            .map(address -> new Ipv4(address.local().bits()))
            .filter(address -> !address.isLoopback())
            .distinct()
            .sorted()
            .toList();
    Map<Integer, Served> next = new HashMap<>();
    Set<String> waiting = new LinkedHashSet<>();
    for (Target target : targets(kernel.links(), waiting)) {
      serve(target, addresses, waiting).ifPresent(each -> next.put(each.listening.index(), each));
    }
    List<String> gone = new ArrayList<>();
    for (Map.Entry<Integer, Served> former : served.entrySet()) {
      if (!next.containsKey(former.getKey())) {
        port.leave(former.getKey());
        gone.add("interface=" + former.getValue().inlet.name());
      }
    }
    served = Map.copyOf(next);
    // Told when it is so: whoever reads it may ask the server at once.
    opened.forEach(what -> log.write(ServerEvent.DHCP4_OPEN_SOCKET, what));
    opened.clear();
    gone.forEach(what -> log.write(ServerEvent.LESSOR_INTERFACE_GONE, what));
    for (String complaint : waiting) {
      if (!complained.contains(complaint)) {
        log.write(ServerEvent.LESSOR_INTERFACE_WAITING, complaint);
      }
    }
    complained.clear();
    complained.addAll(waiting);
  }

  /// Each interface once, however many entries name it: its sockets are there once.
  private Collection<Target> targets(List<Link> links, Set<String> waiting) {
    Map<Integer, Target> targets = new LinkedHashMap<>();
    for (Interfaces.Listening entry : wanted.listening()) {
      switch (entry) {
        case Interfaces.Listening.All() ->
            links.stream()
                .filter(link -> !link.isLoopback() && link.isUp())
                .forEach(link -> add(targets, new Target(link, List.of())));
        case Interfaces.Listening.Named(String name, Optional<Ipv4> only) -> {
          Optional<Link> link = links.stream().filter(each -> each.name().equals(name)).findFirst();
          link.ifPresentOrElse(
              found -> add(targets, new Target(found, only.map(List::of).orElse(List.of()))),
              () -> waiting.add("interface=" + name + " reason=missing"));
        }
      }
    }
    return targets.values();
  }

  private static void add(Map<Integer, Target> targets, Target target) {
    targets.merge(target.link.index(), target, Target::and);
  }

  private Optional<Served> serve(
      Target target, List<InterfaceAddress> addresses, Set<String> waiting) {
    Link link = target.link;
    List<Ipv4> own = new ArrayList<>();
    List<Ipv4Prefix> prefixes = new ArrayList<>();
    for (InterfaceAddress address : addresses) {
      if (address.interfaceIndex() == link.index()) {
        Ipv4 local = new Ipv4(address.local().bits());
        own.add(local);
        prefixes.add(Ipv4Prefix.containing(local, address.prefixLength()));
      }
    }
    if (!link.isUp() || own.isEmpty()) {
      String reason = link.isUp() ? "no-ipv4-address" : "down";
      if (!(own.isEmpty() && wanted.listening().contains(new Interfaces.Listening.All()))) {
        waiting.add("interface=" + link.name() + " reason=" + reason);
      }
      return Optional.empty();
    }
    List<Ipv4> only = new ArrayList<>();
    for (Ipv4 address : target.only) {
      if (own.contains(address)) {
        only.add(address);
      } else {
        waiting.add("interface=" + link.name() + " reason=no-address-" + address);
      }
    }
    if (only.isEmpty() && !target.only.isEmpty()) {
      return Optional.empty();
    }
    Ipv4 first = only.isEmpty() ? own.getFirst() : only.getFirst();
    ServerPort.Listening listening =
        new ServerPort.Listening(link.index(), link.name(), only, offload(link.name()));
    Served now = new Served(listening, new Reception.Inlet(link.name(), first, own), prefixes);
    return open(now) ? Optional.of(now) : Optional.empty();
  }

  /// Whether replies may go in one piece. By itself only where the kernel cuts it up before the
  /// interface has it: then nobody can tell. A network card would cut it up too, but a virtual
  /// interface, which need not look like one, hands it on as it is.
  private boolean offload(String interfaceName) {
    return switch (wanted.sending()) {
      case ONE_BY_ONE -> false;
      case SEGMENTATION_OFFLOAD -> true;
      case WHERE_THE_KERNEL_CUTS -> {
        try {
          yield !features.active(interfaceName, LinkFeatures.TX_UDP_SEGMENTATION).orElse(true);
        } catch (ErrnoException _) {
          // It has just gone, or its driver does not tell: one by one is right everywhere.
          yield false;
        }
      }
    };
  }

  private boolean open(Served now) {
    Served before = served.get(now.listening.index());
    if (before != null && before.listening.equals(now.listening)) {
      return true;
    }
    String name = now.inlet.name();
    try {
      port.listen(now.listening);
    } catch (IOException failure) {
      String reason = String.valueOf(failure.getMessage());
      if (!reason.equals(failures.put(name, reason))) {
        log.write(
            ServerEvent.DHCP4_OPEN_SOCKET_FAIL, "interface=" + name + " reason=\"" + reason + "\"");
      }
      return false;
    }
    failures.remove(name);
    opened.add(
        "interface="
            + name
            + " address="
            + now.inlet.address()
            + " segmentation-offload="
            + now.listening.segmentationOffload());
    return true;
  }
}
