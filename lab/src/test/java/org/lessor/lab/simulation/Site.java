package org.lessor.lab.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lessor.engine.ConfiguredOption;
import org.lessor.engine.Network;
import org.lessor.engine.Pool;
import org.lessor.engine.Reservation;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Option;
import org.lessor.wire.StandardOptions;

/// Who has which address where: link addresses, subnets, pools and reservations of a run.
///
/// The first link has 198.18.0.0/16 and all servers, the second 198.19.0.0/16 and none.
final class Site {
  private static final List<Ipv4Prefix> SUBNETS =
      List.of(Ipv4Prefix.of("198.18.0.0/16"), Ipv4Prefix.of("198.19.0.0/16"));
  private static final int FIRST_IN_POOL = 0x100;
  private static final int FIRST_RESERVED = 0x40;
  private static final int RELAY = 0xfe;

  private final Plan plan;
  private final int poolSize;

  Site(Plan plan) {
    this.plan = plan;
    this.poolSize =
        switch (plan.room()) {
          case AMPLE -> 2 * plan.clients() + 20;
          case TIGHT -> Math.max(1, plan.clients() * 3 / 4 / poolsOnFirstLink(plan));
        };
  }

  private static int poolsOnFirstLink(Plan plan) {
    return plan.sharing() == Plan.Sharing.SHARED ? 1 : plan.servers();
  }

  static HardwareAddress serverHardware(int server) {
    return hardware(0x01, server);
  }

  static HardwareAddress clientHardware(int client) {
    return hardware(0x0c, client);
  }

  static HardwareAddress relayHardware(int link) {
    return hardware(0x0e, link);
  }

  static HardwareAddress squatterHardware(int squatter) {
    return hardware(0x0f, squatter);
  }

  private static HardwareAddress hardware(int kind, int number) {
    return new HardwareAddress(
        HardwareAddress.ETHERNET, Bytes.ofUnsigned(2, 0, 0, kind, number >> 8, number & 0xff));
  }

  static Ipv4 serverAddress(int server) {
    return SUBNETS.getFirst().network().plus(1 + server);
  }

  static Ipv4 relayAddress(int link) {
    return SUBNETS.get(link).network().plus(RELAY);
  }

  static Ipv4Prefix subnet(int link) {
    return SUBNETS.get(link);
  }

  /// The number of the link whose subnet the address is of; -1 for none.
  static int linkOf(Ipv4 address) {
    for (int link = 0; link < SUBNETS.size(); link++) {
      if (SUBNETS.get(link).contains(address)) {
        return link;
      }
    }
    return -1;
  }

  /// Whether that server has clients on that link.
  boolean serves(int server, int link) {
    return link == 0 || (server == 0 && link < plan.links());
  }

  private Pool pool(int server, int link) {
    int before = plan.sharing() == Plan.Sharing.SHARED ? 0 : server * poolSize;
    Ipv4 first = SUBNETS.get(link).network().plus(FIRST_IN_POOL + before);
    return Pool.of(first, first.plus(poolSize - 1));
  }

  /// An address that a server gives to anybody on that link.
  Ipv4 inPool(int link, int number) {
    Pool pool = pool(link == 0 ? number % plan.servers() : 0, link);
    return pool.first().plus(number % poolSize);
  }

  /// What is reserved for a client there: for every other one an address inside the pool.
  private Optional<Ipv4> reservedFor(int client, int server, int link) {
    if (client >= plan.reserved()) {
      return Optional.empty();
    }
    boolean inside = client % 2 == 1 && client < poolSize;
    return Optional.of(
        inside
            ? pool(server, link).first().plus(client)
            : SUBNETS.get(link).network().plus(FIRST_RESERVED + client));
  }

  /// Whether that server may give that address to that client there.
  boolean mayGive(int server, int link, Ipv4 address, int client) {
    if (!serves(server, link)) {
      return false;
    }
    for (int other = 0; other < plan.reserved(); other++) {
      if (reservedFor(other, server, link).filter(address::equals).isPresent()) {
        return other == client;
      }
    }
    return pool(server, link).contains(address);
  }

  /// The settings of a server.
  Settings settings(int server) {
    List<Network> networks = new ArrayList<>();
    for (int link = 0; link < plan.links(); link++) {
      if (serves(server, link)) {
        networks.add(Network.of(subnet(server, link)));
      }
    }
    return Settings.of(networks)
        .withClientIdEcho(plan.clientIds())
        .withDeclineProbationSeconds(plan.probationSeconds())
        .withHoldReclaimedSeconds(plan.holdSeconds());
  }

  private Subnet subnet(int server, int link) {
    List<Reservation> reservations = new ArrayList<>();
    for (int client = 0; client < plan.reserved(); client++) {
      reservations.add(
          Reservation.of(new Reservation.Key.HwAddress(clientHardware(client)))
              .withAddress(reservedFor(client, server, link)));
    }
    Option router = new Option(StandardOptions.ROUTERS.code(), relayAddress(link).toBytes());
    return Subnet.of(link + 1, SUBNETS.get(link), List.of(pool(server, link)), plan.parameters())
        .withReservations(reservations)
        .withOptions(List.of(new ConfiguredOption(router, ConfiguredOption.Sending.ON_REQUEST)));
  }
}
