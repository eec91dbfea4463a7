package org.lessor.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BelongingsTest {
  private final List<String> closed = new ArrayList<>();
  private final Belongings belongings = new Belongings();

  @Test
  void whatWasOpenedLastIsClosedFirstAlsoAfterAMove() throws Exception {
    belongings.own("first", closed::add);
    belongings.own("second", closed::add);
    Belongings owner = new Belongings();
    owner.own("zeroth", closed::add);

    belongings.moveTo(owner);
    belongings.close();
    assertThat(closed).isEmpty();

    owner.close();
    assertThat(closed).containsExactly("second", "first", "zeroth");
  }

  @Test
  void aFailureKeepsNothingElseOpen() {
    belongings.own("first", closed::add);
    belongings.own(
        "broken",
        thing -> {
          throw new IOException(thing);
        });
    belongings.own("last", closed::add);

    assertThatThrownBy(belongings::close).isInstanceOf(IOException.class).hasMessage("broken");
    assertThat(closed).containsExactly("last", "first");
  }
}
