package org.lessor.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EchoCounterTest {
  @Test
  void findsTheColumnByItsName() {
    String snmp =
        """
        Ip: Forwarding DefaultTTL
        Ip: 2 64
        Icmp: InMsgs OutErrors OutEchos OutEchoReps
        Icmp: 1 2 3 4
        IcmpMsg: OutType8
        IcmpMsg: 3
        """;
    assertThat(EchoCounter.outEchos(snmp)).hasValue(3);
  }

  @Test
  void tellsNothingWhereTheKernelDoesNot() {
    assertThat(EchoCounter.outEchos("")).isEmpty();
    assertThat(EchoCounter.outEchos("Icmp: InMsgs\nIcmp: 1\n")).isEmpty();
  }

  @Test
  void theKernelOfThisMachineTells() throws Exception {
    try (EchoCounter counter = EchoCounter.open()) {
      assertThat(counter.read()).isPresent();
    }
  }
}
