package org.lessor.lab.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.lessor.lab.needs.Need.Place;
import org.lessor.lab.net.Evidence;
import org.lessor.lab.net.Lab;

class NeedsTest {
  private static final Need MET = new Need.Program("sh");
  private static final Need UNMET = new Need.Program("no-such-program");
  private static final Need UNMET_BY_PATH = new Need.Program("/lib/no-such-program");

  @Test
  void aTestWhoseNeedsAreMetRuns() {
    assertThat(evaluate(Place.ANYWHERE, MET).isDisabled()).isFalse();
    assertThat(evaluate(Place.CI, MET).isDisabled()).isFalse();
  }

  @Test
  void aTestWhoseNeedsAreNotMetIsSkippedWithTheReason() {
    assertThat(evaluate(Place.ANYWHERE, MET, UNMET).isDisabled()).isTrue();
    assertThat(evaluate(Place.ANYWHERE, MET, UNMET).getReason())
        .hasValue("needs the program no-such-program");
    assertThat(evaluate(Place.ANYWHERE, UNMET_BY_PATH).isDisabled()).isTrue();
  }

  @Test
  void inCiItFailsInstead() {
    assertThatThrownBy(() -> evaluate(Place.CI, MET, UNMET))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("CI=true, yet this test needs the program no-such-program");
  }

  @Test
  void whatNoPackageCanAddIsSkippedInCiToo() {
    Need need = new Need.LinkKind("no-such-kind");

    assertThat(evaluate(Place.CI, need).isDisabled()).isTrue();
    assertThat(evaluate(Place.CI, need).getReason().orElseThrow()).startsWith("needs ");
  }

  private static ConditionEvaluationResult evaluate(Place place, Need... needs) {
    return NeedsCondition.evaluate(List.of(needs), place);
  }

  @Test
  void theAnnotationsOfATestAreItsNeeds() throws NoSuchMethodException {
    assertThat(NeedsCondition.needs(Annotated.class))
        .containsExactly(new Need.Root(), new Need.Namespaces());
    assertThat(NeedsCondition.needs(Annotated.class.getDeclaredMethod("withPrograms")))
        .containsExactly(
            new Need.Program("one"), new Need.Program("two"), new Need.LinkKind("vlan"));
  }

  @InLab
  private static final class Annotated {
    @NeedsProgram({"one", "two"})
    @NeedsLinkKind("vlan")
    void withPrograms() {}
  }

  @Test
  @NeedsRoot
  @NeedsNamespaces
  void aFailureShowsWhatTheLabHasSeen() {
    try (Lab lab = Lab.open()) {
      lab.record(new Note("kea-dhcp4 in server", "DHCP4_STARTED\n"));
      lab.record(new Note("capture on server/eth0", "nothing"));

      assertThat(LabExtension.withEvidence(new AssertionError("no lease"), lab))
          .hasMessage(
              """
              no lease

              --- kea-dhcp4 in server ---
              DHCP4_STARTED

              --- capture on server/eth0 ---
              nothing\
              """);
    }
  }

  private record Note(String title, String text) implements Evidence {}
}
