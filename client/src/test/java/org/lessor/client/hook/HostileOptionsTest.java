package org.lessor.client.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.lessor.client.hook.HookVariables.Moment;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Leases;
import org.lessor.wire.Bytes;

class HostileOptionsTest {
  @Property(tries = 3000)
  void noVariableHoldsWhatAShellCouldTakeForMoreThanText(
      @ForAll byte[] value, @ForAll("codes") int code) {
    Lease lease =
        Leases.of(
            "192.0.2.10",
            300,
            m -> value.length == 0 ? m : m.option(code, Bytes.of(value)).file(file(value)));
    Moment now = new Moment(0, Instant.EPOCH);

    HookVariables told = HookVariables.of(lease, "new_", IscOptions.STANDARD, now);

    assertThat(told.values().values()).allMatch(text -> text.matches("[A-Za-z0-9 /._+:,=@%-]*"));
    assertThat(told.values().keySet()).allMatch(name -> name.matches("new_[a-z0-9_]+"));
    assertThat(told.values().values()).noneMatch(text -> text.matches("(.* )?-[^0-9].*"));
  }

  private static Bytes file(byte[] value) {
    return Bytes.of(Arrays.copyOf(value, Math.min(value.length, 128))).withoutTrailingZeros();
  }

  @Provide
  Arbitrary<Integer> codes() {
    return Arbitraries.integers()
        .between(2, 254)
        .filter(code -> !List.of(50, 51, 52, 53, 54, 58, 59, 61).contains(code));
  }
}
