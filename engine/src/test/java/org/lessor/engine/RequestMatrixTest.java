package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Every state of RFC 2131 section 4.3.2 against everything that can be known of the address and of
/// the client, on a server that is authoritative and on one that is not.
class RequestMatrixTest {
  private static final String CLIENT = "02:00:00:00:00:01";
  private static final String OTHER = "02:00:00:00:00:02";
  private static final long HOUR = 3600;

  /// What comes of a DHCPREQUEST: `ack`, the reason of a DHCPNAK, or in brackets that of silence,
  /// each in a word. The columns: what is known, the address asked for, selecting (the same for
  /// both servers), init-reboot without and with authority, renewing or rebinding without and with;
  /// where these differ, both, as a renewing client is where its address is.
  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
nothing known              | .10      | ack      | (unknown)  | unknown    | ack        | ack
own lease                  | .10      | ack      | ack        | ack        | ack        | ack
own offer                  | .10      | ack      | ack        | ack        | ack        | ack
own expired lease          | .10      | ack      | ack        | ack        | ack        | ack
own reclaimed lease        | .10      | ack      | ack        | ack        | ack        | ack
own released lease         | .10      | ack      | ack        | ack        | ack        | ack
other's lease              | .10      | taken    | (unknown)  | unknown    | taken      | taken
other's offer              | .10      | taken    | (unknown)  | unknown    | taken      | taken
other's expired lease      | .10      | ack      | (unknown)  | unknown    | ack        | ack
declined address           | .10      | taken    | (unknown)  | unknown    | taken      | taken
probation over             | .10      | ack      | (unknown)  | unknown    | ack        | ack
own lease elsewhere        | .10      | ack      | leased     | leased     | ack        | ack
own offer elsewhere        | .10      | ack      | (unknown)  | unknown    | ack        | ack
own former elsewhere       | .10      | ack      | (unknown)  | unknown    | ack        | ack
own lease, other's address | .10      | taken    | leased     | leased     | taken      | taken
reserved here              | .5       | ack      | ack        | ack        | ack        | ack
reserved here, taken       | .5       | taken    | taken      | taken      | taken      | taken
reserved elsewhere         | .10      | reserved | (unknown)  | unknown    | reserved   | reserved
lease, then reserved       | .10      | reserved | reserved   | reserved   | reserved   | reserved
lease, reservation taken   | .10      | ack      | ack        | ack        | ack        | ack
reserved to other          | .6       | taken    | (unknown)  | unknown    | taken      | taken
nothing known              | .99      | not ours | (unknown)  | unknown    | (not ours) | (not ours)
own lease                  | .99      | not ours | leased     | leased     | (not ours) | (not ours)
own lease left outside     | .99      | not ours | (not ours) | (not ours) | (not ours) | (not ours)
nothing known              | 10.9.9.9 | network  | (unknown)  | network    | nowhere, (not ours) | nowhere, network
own lease                  | 10.9.9.9 | network  | leased     | network    | nowhere, (not ours) | nowhere, network
""")
  void theOutcomeDependsOnStateKnowledgeAndAuthority(
      String situation,
      String wanted,
      String selecting,
      String rebooting,
      String rebootingAuthoritative,
      String extending,
      String extendingAuthoritative) {
    String address = wanted.startsWith(".") ? "192.0.2" + wanted : wanted;
    for (boolean authoritative : List.of(false, true)) {
      assertThat(outcome(client(situation, authoritative).selects(address, "192.0.2.1")))
          .describedAs("selecting")
          .isEqualTo(selecting);
      assertThat(outcome(client(situation, authoritative).reboots(address)))
          .describedAs("init-reboot, authoritative %s", authoritative)
          .isEqualTo(authoritative ? rebootingAuthoritative : rebooting);
      List<String> expected =
          List.of((authoritative ? extendingAuthoritative : extending).split(", "));
      assertThat(outcome(client(situation, authoritative).renews(address)))
          .describedAs("renewing, authoritative %s", authoritative)
          .isEqualTo(expected.getFirst());
      assertThat(outcome(client(situation, authoritative).rebinds(address)))
          .describedAs("rebinding, authoritative %s", authoritative)
          .isEqualTo(expected.getLast());
    }
  }

  private static String outcome(TestClient client) {
    return switch (client.verdict()) {
      case Verdict.Ack ack -> "ack";
      case Verdict.Nak nak -> word(nak.reason());
      case Verdict.Silent silent -> "(" + word(silent.reason()) + ")";
      case Verdict.Offer offer -> "offer";
      case Verdict.Inform inform -> "inform";
      case Verdict.Absorb absorb -> "absorb";
    };
  }

  private static String word(Enum<?> reason) {
    return switch (reason.name()) {
      case "ADDRESS_TAKEN" -> "taken";
      case "ADDRESS_NOT_OURS" -> "not ours";
      case "OTHER_ADDRESS_LEASED" -> "leased";
      case "RESERVED_ELSEWHERE" -> "reserved";
      case "UNKNOWN_CLIENT" -> "unknown";
      case "WRONG_NETWORK" -> "network";
      case "NO_SUBNET" -> "nowhere";
      default -> reason.name();
    };
  }

  private static TestClient client(String situation, boolean authoritative) {
    Lab lab = Lab.of(scene(situation) + (authoritative ? " authoritative" : ""));
    prepare(lab, situation);
    return lab.client(CLIENT);
  }

  private static String scene(String situation) {
    String plain = "subnet 192.0.2.0/24 pool .10-.20 lease 1h";
    return switch (situation) {
      case "reserved here",
          "reserved here, taken",
          "reserved elsewhere",
          "lease, then reserved",
          "lease, reservation taken" ->
          plain + " reserve " + CLIENT + "=.5";
      case "reserved to other" -> plain + " reserve " + OTHER + "=.6";
      default -> plain;
    };
  }

  private static void prepare(Lab lab, String situation) {
    switch (situation) {
      case "own lease", "lease, then reserved" ->
          put(lab, ".10", CLIENT, LeaseState.ASSIGNED, HOUR);
      case "own offer" -> put(lab, ".10", CLIENT, LeaseState.OFFERED, 60);
      case "own expired lease" -> {
        put(lab, ".10", CLIENT, LeaseState.ASSIGNED, HOUR);
        lab.passesUnnoticed(Duration.ofHours(2));
      }
      case "own reclaimed lease" -> {
        put(lab, ".10", CLIENT, LeaseState.ASSIGNED, HOUR);
        lab.passesUnnoticed(Duration.ofMinutes(90)).expire();
      }
      case "own released lease" -> put(lab, ".10", CLIENT, LeaseState.RELEASED, 0);
      case "other's lease" -> put(lab, ".10", OTHER, LeaseState.ASSIGNED, HOUR);
      case "other's offer" -> put(lab, ".10", OTHER, LeaseState.OFFERED, 60);
      case "other's expired lease" -> {
        put(lab, ".10", OTHER, LeaseState.ASSIGNED, HOUR);
        lab.passesUnnoticed(Duration.ofHours(2));
      }
      case "declined address" -> put(lab, ".10", "", LeaseState.DECLINED, HOUR);
      case "probation over" -> {
        put(lab, ".10", "", LeaseState.DECLINED, HOUR);
        lab.passesUnnoticed(Duration.ofHours(2));
      }
      case "own lease elsewhere" -> put(lab, ".11", CLIENT, LeaseState.ASSIGNED, HOUR);
      case "own offer elsewhere" -> put(lab, ".11", CLIENT, LeaseState.OFFERED, 60);
      case "own former elsewhere" -> put(lab, ".11", CLIENT, LeaseState.RELEASED, 0);
      case "own lease, other's address" -> {
        put(lab, ".10", OTHER, LeaseState.ASSIGNED, HOUR);
        put(lab, ".11", CLIENT, LeaseState.ASSIGNED, HOUR);
      }
      case "own lease left outside" -> put(lab, ".99", CLIENT, LeaseState.ASSIGNED, HOUR);
      case "reserved here, taken" -> put(lab, ".5", OTHER, LeaseState.ASSIGNED, HOUR);
      case "lease, reservation taken" -> {
        put(lab, ".5", OTHER, LeaseState.ASSIGNED, HOUR);
        put(lab, ".10", CLIENT, LeaseState.ASSIGNED, HOUR);
      }
      case "nothing known", "reserved here", "reserved elsewhere", "reserved to other" -> {
        assertThat(lab.lease("192.0.2.10")).isEmpty();
      }
      default -> throw new IllegalArgumentException("unknown situation: " + situation);
    }
  }

  private static void put(
      Lab lab, String host, String chaddr, LeaseState state, long lifetimeSeconds) {
    Ipv4 address = Ipv4.of("192.0.2" + host);
    ClientIdentity client =
        chaddr.isEmpty()
            ? new ClientIdentity(
                new HardwareAddress(0, org.lessor.wire.Bytes.EMPTY), Optional.empty())
            : new ClientIdentity(HardwareAddress.ethernet(chaddr), Optional.empty());
    Lease lease =
        new Lease(
            address,
            client,
            state,
            lab.now().getEpochSecond(),
            lifetimeSeconds,
            1,
            0,
            LeaseNames.NONE,
            "");
    assertThat(
            lab.leases()
                .apply(List.of(new LeaseChange(address, Optional.empty(), Optional.of(lease)))))
        .isTrue();
  }
}
