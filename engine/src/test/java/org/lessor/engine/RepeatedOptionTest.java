package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.Option;

class RepeatedOptionTest {
  private final RepeatedOption leaseTime = new RepeatedOption(OptionCodes.LEASE_TIME);

  @Test
  void theSameValueIsTheSameObject() {
    Option first = leaseTime.of(3600);
    assertThat(first).isEqualTo(new Option(51, Bytes.ofHex("00000e10")));
    assertThat(leaseTime.of(3600)).isSameAs(first);
  }

  @Test
  void eachValueIsItsOwnHoweverOftenTheyChange() {
    for (long value : new long[] {0, 1, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL, 1, 0}) {
      assertThat(leaseTime.of(value).value()).isEqualTo(Bytes.ofUint32(value));
    }
  }
}
