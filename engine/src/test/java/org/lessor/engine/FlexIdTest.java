package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lessor.engine.expression.Compiled;
import org.lessor.engine.expression.Expression;
import org.lessor.engine.expression.ExpressionCompiler;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

/// Clients that are known by what an expression makes of their messages.
class FlexIdTest {
  private static final String ONE = "02:00:00:00:00:01";
  private static final String OTHER = "02:00:00:00:00:02";
  private static final String PORT_7 = "0105706f727437";

  private static Settings settings(String scene, FlexId.Use use, Reservation... reservations) {
    return settingsBy("substring(relay4[1].hex, 0, 5)", scene, use, reservations);
  }

  private static Settings settingsBy(
      String identifier, String scene, FlexId.Use use, Reservation... reservations) {
    var compiled = ExpressionCompiler.STANDARD.text(identifier);
    Expression.Text expression = ((Compiled.Ok<Expression.Text>) compiled).expression();
    Settings settings =
        Scene.settings(scene + " subnet 192.0.2.0/24 relay 192.0.2.250 pool .10-.19");
    Network network = settings.networks().getFirst();
    Subnet subnet = network.subnets().getFirst().withReservations(List.of(reservations));
    return settings
        .withNetworks(List.of(network.withSubnets(List.of(subnet))))
        .withReservationKinds(List.of(Reservation.Kind.FLEX_ID, Reservation.Kind.CLIENT_ID))
        .withHooks(Hooks.NONE.withFlexId(Optional.of(new FlexId(expression, use))));
  }

  private static Reservation at(String address, Reservation.Key key) {
    return Reservation.of(key).withAddress(Optional.of(Ipv4.of(address)));
  }

  private static TestClient on(Lab lab, String chaddr) {
    return lab.client(chaddr).behind("192.0.2.250").withOption(82, PORT_7);
  }

  @Test
  void aReservationIsFoundByWhatTheExpressionYields() {
    Reservation.Key key = new Reservation.Key.FlexId(Bytes.ofText("port7"));
    Lab lab = Lab.of(settings("", FlexId.Use.RESERVATIONS, at("192.0.2.15", key)));
    on(lab, ONE).discovers().getsOffer("192.0.2.15");
    lab.client(ONE).behind("192.0.2.250").discovers().getsOffer("192.0.2.10");
    Settings other = settings("", FlexId.Use.RESERVATIONS, at("192.0.2.15", key));
    Lab unasked = Lab.of(other.withReservationKinds(Reservation.STANDARD_KINDS));
    on(unasked, ONE).discovers().getsOffer("192.0.2.10");
  }

  @Test
  void theLeaseIsTheClientsOwnAsLongAsTheIdentifierIsForReservationsOnly() {
    Lab lab = Lab.of(settings("", FlexId.Use.RESERVATIONS));
    on(lab, ONE).discovers().getsOffer("192.0.2.10");
    on(lab, OTHER).discovers().getsOffer("192.0.2.11");
  }

  @Test
  void whereItStandsForTheClientIdentifierAnotherDeviceAtThatPortGetsTheSameLease() {
    Lab lab = Lab.of(settings("", FlexId.Use.CLIENT_ID));
    on(lab, ONE).discovers().getsOffer("192.0.2.10");
    on(lab, OTHER).discovers().getsOffer("192.0.2.10");
    assertThat(lab.leases().lease(Ipv4.of("192.0.2.10")).orElseThrow().client().clientId())
        .contains(Bytes.ofHex("00").plus(Bytes.ofText("port7")));
  }

  @Test
  void itMayStandThereAsDuid() {
    Reservation.Key key =
        new Reservation.Key.ClientId(Bytes.ofHex("ff00000000").plus(Bytes.ofText("port7")));
    Lab lab = Lab.of(settings("", FlexId.Use.CLIENT_ID_AS_DUID, at("192.0.2.15", key)));
    on(lab, ONE).discovers().getsOffer("192.0.2.15");
  }

  @Test
  void theClientIsToldWhatItSentWhateverIsSaidOfEcho() {
    TestClient client =
        on(Lab.of(settings("echo off", FlexId.Use.CLIENT_ID)), ONE).withOption(61, "0102030405");
    assertThat(client.discovers().option(61)).isEqualTo(Bytes.ofHex("0102030405"));
    TestClient plain =
        on(Lab.of(settings("echo off", FlexId.Use.RESERVATIONS)), ONE).withOption(61, "0102030405");
    assertThat(plain.discovers().reply().has(61)).isFalse();
  }

  @Test
  void oneThatWouldBeTooLongLeavesTheClientItsOwn() {
    Lab lab = Lab.of(settingsBy("option[60].hex", "", FlexId.Use.CLIENT_ID));
    TestClient client = on(lab, ONE).withOption(61, "0102030405").withOption(60, "61".repeat(255));
    client.leases();
    assertThat(lab.lease("192.0.2.10").orElseThrow().client().clientId())
        .contains(Bytes.ofHex("0102030405"));
    assertThat(client.explanation().steps()).contains(new Step.Overlong(256, 255));
    TestClient fits = on(lab, OTHER).withOption(60, "61".repeat(254)).leases();
    assertThat(lab.lease("192.0.2.11").orElseThrow().client().clientId())
        .contains(Bytes.ofHex("00" + "61".repeat(254)));
    assertThat(fits.explanation().steps()).doesNotHaveAnyElementsOfTypes(Step.Overlong.class);
  }
}
