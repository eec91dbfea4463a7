package org.lessor.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MixTest {
  @Test
  void isReadFromText() {
    Mix mix = Mix.parse("four=80,renew=15, release=5");
    assertThat(mix.weight(ExchangeKind.RENEW)).isEqualTo(15);
    assertThat(mix.weight(ExchangeKind.REBOOT)).isZero();
    assertThat(mix).hasToString("four=80,renew=15,release=5");
    assertThat(Mix.parse("renew")).isEqualTo(Mix.only(ExchangeKind.RENEW));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> Mix.parse("five=1")).hasMessageContaining("'five' is no kind");
    assertThatThrownBy(() -> Mix.parse("four=x")).hasMessageContaining("must be a number");
    assertThatThrownBy(() -> Mix.parse("four=0")).hasMessageContaining("must be above 0");
    assertThatThrownBy(() -> Mix.parse("four=NaN")).hasMessageContaining("must be above 0");
    assertThatThrownBy(() -> Mix.parse("four,four")).hasMessageContaining("named twice");
  }

  @Test
  void knowsWhetherClientsNeedLeasesFirst() {
    assertThat(Mix.parse("renew,release").needsLeases()).isTrue();
    assertThat(Mix.parse("four,renew").needsLeases()).isFalse();
    assertThat(Mix.parse("discover").needsLeases()).isFalse();
  }

  @Test
  void isKeptByAnyStretchOfTurns() {
    Turns turns = new Turns(Mix.parse("four=6,renew=3,release=1"));
    for (int stretch = 0; stretch < 50; stretch++) {
      Map<ExchangeKind, Integer> counts = new EnumMap<>(ExchangeKind.class);
      for (int i = 0; i < 10; i++) {
        counts.merge(turns.next(), 1, Integer::sum);
      }
      assertThat(counts)
          .containsOnly(
              Map.entry(ExchangeKind.FOUR_MESSAGES, 6),
              Map.entry(ExchangeKind.RENEW, 3),
              Map.entry(ExchangeKind.RELEASE, 1));
    }
  }

  @Test
  void aTurnGivenBackComesAgain() {
    Turns turns = new Turns(Mix.parse("four=1,renew=1"));
    ExchangeKind kind = turns.next();
    turns.giveBack();
    assertThat(turns.next()).isEqualTo(kind);
  }
}
