package org.lessor.cli.demo;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.packet.ArpMessage;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;

/// Tells what is seen, as it is seen, in chapters; and keeps account of what was seen. It adds
/// nothing of its own but explanations.
///
/// Used by one thread at a time.
final class Story {
  /// Of a line in the lease file, from 0.
  private static final int LIFETIME_COLUMN = 3;

  private static final int STATE_COLUMN = 9;

  private final Ladder ladder;
  private final Scene scene;
  private final HardwareAddress client;
  private final Set<Sign> seen = EnumSet.noneOf(Sign.class);
  private Phase phase = Phase.SILENCE;
  private @Nullable Ipv4 address;
  private long originNanos;
  private long echoes;

  /// @param client the Ethernet address of the client
  Story(Ladder ladder, Scene scene, HardwareAddress client) {
    this.ladder = ladder;
    this.scene = scene;
    this.client = client;
  }

  /// Whether all of these were seen.
  boolean saw(Set<Sign> signs) {
    return seen.containsAll(signs);
  }

  /// Whether this was seen.
  boolean saw(Sign sign) {
    return seen.contains(sign);
  }

  /// Those of `wanted` that were not seen, in order.
  List<Sign> missing(Set<Sign> wanted) {
    List<Sign> missing = new ArrayList<>(wanted);
    missing.removeAll(seen);
    return missing;
  }

  /// The address that the client was offered.
  Optional<Ipv4> address() {
    return Optional.ofNullable(address);
  }

  /// Tells one thing. What comes before the first DHCP message is not worth telling.
  void tell(Sighting sighting) {
    if (phase == Phase.SILENCE) {
      if (!(sighting.what() instanceof Observed.Dhcp)) {
        return;
      }
      originNanos = sighting.atNanos();
    }
    enter(phaseOf(sighting.what()));
    long atNanos = sighting.atNanos() - originNanos;
    switch (sighting.what()) {
      case Observed.Dhcp dhcp -> dhcp(atNanos, dhcp);
      case Observed.Arp arp -> arp(atNanos, arp);
      case Observed.Echo echo -> echo(atNanos, echo);
      case Observed.EchoesSent(long total) -> echoesSent(atNanos, total);
      case Observed.NeighbourEntered entry -> entered(atNanos, entry);
      case Observed.NeighbourRemoved(Ipv4 gone) -> removed(atNanos, gone);
      case Observed.LeaseLine(String line) -> leaseLine(atNanos, line);
      case Observed.ConfigurationLogged(List<String> options) -> logged(atNanos, options);
      case Observed.HostState(HostView view) -> hostState(atNanos, view);
      case Observed.WouldConfigure(List<String> changes) -> wouldConfigure(atNanos, changes);
    }
  }

  private void enter(Phase next) {
    if (next.compareTo(phase) > 0) {
      phase = next;
      ladder.heading(next.title(), next.explanation(scene));
    }
  }

  /// The chapter that this belongs to.
  private Phase phaseOf(Observed what) {
    return switch (what) {
      case Observed.Dhcp(var _, Message message) -> phaseOf(message);
      case Observed.NeighbourEntered _ -> serverActs();
      case Observed.NeighbourRemoved _, Observed.LeaseLine _, Observed.EchoesSent _ ->
          phase == Phase.REQUEST ? Phase.ACKNOWLEDGE : phase;
      case Observed.Arp(var from, var _, ArpMessage message) -> {
        if (!from.equals(client)) {
          yield isAboutLease(message) && phase == Phase.REQUEST ? Phase.ACKNOWLEDGE : phase;
        }
        yield phase == Phase.ACKNOWLEDGE && isAboutLease(message) ? Phase.CONFIGURE : phase;
      }
      case Observed.HostState _ -> phase == Phase.ACKNOWLEDGE ? Phase.CONFIGURE : phase;
      case Observed.WouldConfigure _, Observed.Echo _, Observed.ConfigurationLogged _ -> phase;
    };
  }

  private Phase serverActs() {
    return switch (phase) {
      case DISCOVER -> Phase.OFFER;
      case REQUEST -> Phase.ACKNOWLEDGE;
      case SILENCE, OFFER, ACKNOWLEDGE, CONFIGURE, RENEW, RELEASE -> phase;
    };
  }

  private Phase phaseOf(Message message) {
    Optional<MessageType> type = message.messageType();
    return type.isEmpty() ? phase : phaseOf(type.get(), message);
  }

  private Phase phaseOf(MessageType type, Message message) {
    return switch (type) {
      case DHCPDISCOVER -> Phase.DISCOVER;
      case DHCPOFFER -> Phase.OFFER;
      case DHCPREQUEST -> message.ciaddr().isUnspecified() ? Phase.REQUEST : Phase.RENEW;
      case DHCPACK -> Phase.ACKNOWLEDGE;
      case DHCPRELEASE -> Phase.RELEASE;
      default -> phase; // no part of an exchange that goes well
    };
  }

  private boolean isAboutLease(ArpMessage message) {
    return address != null && message.target().bits() == address.bits();
  }

  private void dhcp(long atNanos, Observed.Dhcp dhcp) {
    Message message = dhcp.message();
    Side from = message.op() == Op.BOOTREQUEST ? Side.CLIENT : Side.SERVER;
    ladder.packet(atNanos, from, MessageText.label(dhcp), MessageText.details(dhcp));
    message.messageType().flatMap(this::signOf).ifPresent(seen::add);
    if (seen.contains(Sign.OFFER) && address == null) {
      address = message.yiaddr();
    }
  }

  private Optional<Sign> signOf(MessageType type) {
    return switch (type) {
      case DHCPDISCOVER -> Optional.of(Sign.DISCOVER);
      case DHCPOFFER -> Optional.of(Sign.OFFER);
      case DHCPREQUEST -> Optional.of(phase == Phase.RENEW ? Sign.RENEW_REQUEST : Sign.REQUEST);
      case DHCPACK -> Optional.of(phase == Phase.RENEW ? Sign.RENEW_ACK : Sign.ACK);
      case DHCPRELEASE -> Optional.of(Sign.RELEASE);
      default -> Optional.empty();
    };
  }

  private void arp(long atNanos, Observed.Arp arp) {
    boolean ofClient = arp.from().equals(client);
    ArpMessage message = arp.message();
    if (ofClient && message.isProbe() && isAboutLease(message)) {
      seen.add(Sign.PROBE);
    }
    if (!ofClient && phase == Phase.ACKNOWLEDGE && isAboutLease(message)) {
      seen.add(Sign.ARP_QUESTION);
    }
    ladder.packet(
        atNanos, ofClient ? Side.CLIENT : Side.SERVER, MessageText.arp(message), List.of());
  }

  private void echo(long atNanos, Observed.Echo echo) {
    boolean ofClient = echo.passage().fromLink().equals(client);
    String kind =
        switch (echo.kind()) {
          case REQUEST -> "ICMP echo request: ";
          case REPLY -> "ICMP echo reply: ";
        };
    String label = kind + echo.passage().from().address() + " > " + echo.passage().to().address();
    boolean setFree = !ofClient && seen.contains(Sign.ACK_ENTRY) && !seen.contains(Sign.ACK);
    List<String> details =
        setFree
            ? List.of("(it waited in the kernel for an answer by ARP; the entry set it free)")
            : List.of();
    ladder.packet(atNanos, ofClient ? Side.CLIENT : Side.SERVER, label, details);
  }

  private void echoesSent(long atNanos, long total) {
    if (phase == Phase.ACKNOWLEDGE && !seen.contains(Sign.ACK)) {
      seen.add(Sign.ECHO);
    }
    String count = total - echoes == 1 ? "1 ICMP echo request" : total - echoes + " echo requests";
    ladder.event(
        atNanos,
        Side.SERVER,
        "ping check: " + count + " given to the kernel (OutEchos " + echoes + " > " + total + ")",
        List.of());
    echoes = total;
  }

  private void entered(long atNanos, Observed.NeighbourEntered entry) {
    if (entry.hardware().equals(client)) {
      if (phase == Phase.OFFER && !seen.contains(Sign.OFFER)) {
        seen.add(Sign.OFFER_ENTRY);
      } else if (phase == Phase.ACKNOWLEDGE && !seen.contains(Sign.ACK)) {
        seen.add(Sign.ACK_ENTRY);
      }
    }
    ladder.event(
        atNanos,
        Side.SERVER,
        "ARP table: " + entry.address() + " is at " + entry.hardware() + ", " + entry.state(),
        List.of());
  }

  private void removed(long atNanos, Ipv4 gone) {
    if (phase == Phase.RELEASE && gone.equals(address)) {
      seen.add(Sign.ENTRY_REMOVED);
    }
    String why = phase == Phase.ACKNOWLEDGE ? " (so that the question goes to everyone)" : "";
    ladder.event(atNanos, Side.SERVER, "ARP table: " + gone + " taken out" + why, List.of());
  }

  private void leaseLine(long atNanos, String line) {
    switch (phase) {
      case ACKNOWLEDGE -> {
        if (!seen.contains(Sign.ACK)) {
          seen.add(Sign.LEASE_LINE);
        }
      }
      case RENEW -> {
        if (!seen.contains(Sign.RENEW_ACK)) {
          seen.add(Sign.RENEW_LINE);
        }
      }
      case RELEASE -> seen.add(Sign.RELEASE_LINE);
      case SILENCE, DISCOVER, OFFER, REQUEST, CONFIGURE -> {}
    }
    ladder.event(atNanos, Side.SERVER, "lease file: " + meaning(line), List.of(line));
  }

  /// What the columns "valid_lifetime" and "state" of a line of the lease file say.
  private static String meaning(String line) {
    String[] columns = line.split(",", -1);
    if (columns.length <= STATE_COLUMN) {
      return "a line that cannot be read";
    }
    String state =
        switch (columns[STATE_COLUMN]) {
          case "0" -> "assigned";
          case "1" -> "declined";
          case "2" -> "expired";
          case "3" -> "released";
          default -> "unknown";
        };
    return "state "
        + columns[STATE_COLUMN]
        + " ("
        + state
        + "), for "
        + columns[LIFETIME_COLUMN]
        + " s";
  }

  private void logged(long atNanos, List<String> options) {
    if (seen.contains(Sign.CONFIGURATION_LOGGED)) {
      // After a renewal it says the same as the DHCPACK above, and as it said before.
      return;
    }
    seen.add(Sign.CONFIGURATION_LOGGED);
    ladder.event(atNanos, Side.CLIENT, "log: configuration received", options);
  }

  private void wouldConfigure(long atNanos, List<String> changes) {
    seen.add(Sign.WOULD_CONFIGURE);
    if (seen.contains(Sign.RENEW_ACK)) {
      seen.add(Sign.RENEWED);
    }
    ladder.event(atNanos, Side.CLIENT, "on a link of its own the client would configure:", changes);
  }

  private void hostState(long atNanos, HostView view) {
    String leased = address == null ? "none" : address + "/";
    boolean has = view.addresses().stream().anyMatch(each -> each.startsWith(leased));
    if (has) {
      seen.add(seen.contains(Sign.RENEW_ACK) ? Sign.RENEWED : Sign.ADDRESS);
    } else if (seen.contains(Sign.ADDRESS)) {
      seen.add(Sign.ADDRESS_GONE);
    }
    if (has && view.routes().stream().anyMatch(route -> route.startsWith("default "))) {
      seen.add(Sign.ROUTE);
    }
    if (has && view.resolver().stream().anyMatch(line -> line.startsWith("nameserver "))) {
      seen.add(Sign.RESOLVER);
    }
    ladder.event(atNanos, Side.CLIENT, "the host, by its kernel and resolv.conf:", lines(view));
  }

  /// What a host has; after a renewal only what that may change.
  private List<String> lines(HostView view) {
    List<String> lines = new ArrayList<>();
    view.addresses().forEach(each -> lines.add("address      " + each));
    if (phase != Phase.RENEW) {
      view.routes().forEach(each -> lines.add("route        " + each));
      view.resolver().forEach(each -> lines.add("resolv.conf  " + each));
    }
    return lines.isEmpty() ? List.of("no address, no route, no name server") : lines;
  }
}
