package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessesTest {
  private static final String PID = Long.toString(ProcessHandle.current().pid());

  @Test
  void aProcessOfThisHostHasItsCommandInItsName() {
    assertThat(Processes.name(Processes.self()))
        .startsWith("process " + PID + " (")
        .contains("java");
    assertThat(Processes.name(PID)).isEqualTo(Processes.name(Processes.self()));
  }

  @Test
  void oneOfAnotherHostIsNotLookedForHere() {
    assertThat(Processes.name(PID + " elsewhere")).isEqualTo("process " + PID + " on elsewhere");
  }

  @Test
  void whatIsNoNumberIsNotKnown() {
    assertThat(Processes.name("")).isEqualTo("process of unknown number");
    assertThat(Processes.name("0")).isEqualTo("process of unknown number");
  }

  @Test
  void whoRunsMayBeWhatItIsCalled() {
    assertThat(Processes.mayBe(PID, "java")).isTrue();
    assertThat(Processes.mayBe(PID, "kea")).isFalse();
    assertThat(Processes.mayBe("999999999", "java")).isFalse();
    assertThat(Processes.mayBe("nonsense", "java")).isFalse();
  }
}
