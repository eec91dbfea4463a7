package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;

/// Classes in the user context of a lease, as Kea's library limits writes them.
class UserContextTest {
  @Test
  void classesStandBesideWhatElseIsThere() {
    String stored = UserContext.with("{ \"a\": 1 }", Bytes.ofHex("0102aabb"));
    String both = UserContext.withClasses(stored, List.of("ALL", "gold"));
    assertThat(UserContext.classes(both)).containsExactly("ALL", "gold");
    assertThat(UserContext.relayAgentInfo(both)).contains(Bytes.ofHex("0102aabb"));
    assertThat(both).contains("\"a\": 1");
    String fewer = UserContext.withClasses(both, List.of("ALL"));
    assertThat(UserContext.classes(fewer)).containsExactly("ALL");
    assertThat(fewer).doesNotContain("gold").contains("relay-agent-info");
    assertThat(UserContext.withClasses(fewer, List.of("ALL"))).isSameAs(fewer);
  }

  @Test
  void whatKeaWritesIsRead() {
    assertThat(
            UserContext.classes(
                "{\"ISC\":{\"client-classes\":[\"ALL\",\"VENDOR_CLASS_a\",\"UNKNOWN\"]}}"))
        .containsExactly("ALL", "VENDOR_CLASS_a", "UNKNOWN");
    assertThat(UserContext.classes("{ \"ISC\": { \"client-classes\": [ ] } }")).isEmpty();
  }

  @Test
  void everyNameComesBackAsItWas() {
    List<String> names = List.of("a\"b", "c\\d", "caf\u00e9, 1", "\t\u0001x", "", "[\"]", "e}");
    assertThat(UserContext.classes(UserContext.withClasses("", names))).isEqualTo(names);
    assertThat(UserContext.classes("{ \"ISC\": { \"client-classes\": [ \"\\u0041\\/\" ] } }"))
        .containsExactly("A/");
  }

  @Test
  void brokenTextHasNoClasses() {
    for (String text :
        List.of(
            "client-classes",
            "{ \"ISC\": { \"client-classes\": 7 } }",
            "{ \"ISC\": { \"client-classes\": \"x\" } }",
            "{ \"ISC\": { \"client-classes\": [ \"x",
            "{ \"ISC\": [ \"client-classes\" ] }")) {
      assertThat(UserContext.classes(text)).isEmpty();
    }
    assertThat(UserContext.classes("{ \"ISC\": { \"client-classes\": [ \"x\" 5 ] } }"))
        .containsExactly("x");
  }
}
