package org.lessor.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextWrapTest {
  @Test
  void breaksAtBlanksThenAfterCommasThenAnywhere() {
    assertThat(TextWrap.lines("one two three", 8)).containsExactly("one two", "three");
    assertThat(TextWrap.lines("a,bb,ccc,dddd", 6)).containsExactly("a,bb,", "ccc,", "dddd");
    assertThat(TextWrap.lines("abcdefgh", 3)).containsExactly("abc", "def", "gh");
    assertThat(TextWrap.lines("exactly8", 8)).containsExactly("exactly8");
  }

  @Test
  void laterLinesHang() {
    assertThat(TextWrap.hanging("one two three four", 9, 2))
        .containsExactly("one two", "  three", "  four");
  }

  @Property(tries = 300)
  void noLineIsTooLongAndNothingIsLost(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 40) int columns) {
    var lines = TextWrap.lines(text, columns);
    assertThat(lines).allMatch(line -> line.length() <= columns);
    assertThat(visible(String.join("", lines))).isEqualTo(visible(text));
  }

  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> visible.append((char) c));
    return visible.toString();
  }
}
