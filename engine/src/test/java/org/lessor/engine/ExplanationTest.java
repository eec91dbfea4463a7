package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.TestClasses.template;
import static org.lessor.engine.TestClasses.tested;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.engine.expression.Expression;

/// What people are told who ask why.
class ExplanationTest {
  private static final String CLIENT = "02:00:00:00:00:01";

  private static List<Step> steps(TestClient client) {
    return client.explanation().steps();
  }

  @Test
  void theStepsStandInTheirOrder() {
    Settings settings =
        Scene.settings(
                "subnet 192.0.2.0/24 pool .10-.19 reserve " + CLIENT + " reserved-class staff")
            .withClasses(
                List.of(
                    tested("a", "pkt4.hlen == 6"),
                    tested("b", "pkt4.hlen == 5"),
                    tested("late", "member('KNOWN')")));
    Subnet subnet = settings.networks().getFirst().subnets().getFirst();
    Step testedA = new Step.Tested("a", "pkt4.hlen == 6", Expression.Outcome.TRUE);
    Step testedB = new Step.Tested("b", "pkt4.hlen == 5", Expression.Outcome.FALSE);
    assertThat(steps(Lab.of(settings).client(CLIENT).informs("192.0.2.77")))
        .containsSubsequence(
            new Step.Assigned("ALL", Step.Cause.BUILT_IN),
            testedA,
            new Step.Assigned("a", Step.Cause.TEST),
            testedB,
            new Step.LookedUp(Step.Scope.LINK, subnet.reservations()),
            new Step.Reconsidered(),
            new Step.Assigned("staff", Step.Cause.RESERVATION),
            testedA,
            testedB,
            new Step.Assigned("KNOWN", Step.Cause.BUILT_IN),
            new Step.Tested("late", "member('KNOWN')", Expression.Outcome.TRUE),
            new Step.Assigned("late", Step.Cause.TEST));
  }

  @Test
  void subnetsThatAreClosedToTheClientAreNamed() {
    Lab lab =
        Lab.of(
            """
            subnet 192.0.2.0/24 pool .10-.19 relay 10.1.1.1 only phones
            subnet 198.51.100.0/24 pool .10-.19 relay 10.1.1.1
            """);
    List<Step> steps = steps(lab.client(CLIENT).behind("10.1.1.1").discovers());
    assertThat(steps)
        .anyMatch(step ->
            step instanceof Step.Closed(Subnet subnet, Step.By by)
                && subnet.id() == 1
                && by == Step.By.RELAY_LIST)
        .anyMatch(step ->
            step instanceof Step.Located located
                && located.key().equals("10.1.1.1")
                && located.subnet().orElseThrow().id() == 2);
  }

  @Test
  void classesThatNobodyMentionsAreNamedAsWell() {
    Lab lab = Lab.of("subnet 192.0.2.0/24 pool .10-.19", template("t", "pkt.iface"));
    assertThat(steps(lab.client(CLIENT).withOption(60, "412042").discovers()))
        .contains(
            new Step.Assigned("VENDOR_CLASS_A%20B", Step.Cause.VENDOR_CLASS),
            new Step.Assigned("SPAWN_t_eth0", Step.Cause.SPAWNED),
            new Step.Assigned("t", Step.Cause.TEMPLATE));
  }
}
