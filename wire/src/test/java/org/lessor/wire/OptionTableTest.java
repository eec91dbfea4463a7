package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The option table against a second one that was noted from elsewhere: a slip would have to be
/// made twice to go unseen.
class OptionTableTest {
  record Row(String space, int code, String name, String type, String encapsulates) {
    static Row of(String line) {
      String[] fields = line.split(" ");
      return new Row(
          fields[0],
          Integer.parseInt(fields[1]),
          fields[2],
          fields[3],
          fields[4].equals("-") ? "" : fields[4]);
    }

    static Row of(OptionDefinition<?> definition) {
      return new Row(
          definition.space(),
          definition.code(),
          definition.name(),
          definition.type().name(),
          definition.encapsulates());
    }
  }

  static List<Row> keaRows() {
    return rows("kea-options.txt");
  }

  static List<Row> moreRows() {
    return rows("more-options.txt");
  }

  static List<Row> allRows() {
    return Stream.concat(keaRows().stream(), moreRows().stream()).toList();
  }

  private static List<Row> rows(String resource) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                OptionTableTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.startsWith("#")).map(Row::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("allRows")
  void theTableHasEveryKnownOption(Row row) {
    assertThat(OptionSpaces.STANDARD.byCode(row.space(), row.code()).map(Row::of)).contains(row);
  }

  @ParameterizedTest
  @MethodSource("allRows")
  void everyOptionIsFoundByItsName(Row row) {
    assertThat(OptionSpaces.STANDARD.byName(row.space(), row.name()).map(Row::of)).contains(row);
  }

  @Test
  void theTableHasNothingElse() {
    var known = new TreeSet<String>();
    allRows().forEach(row -> known.add(row.space() + " " + row.code()));
    var spaces =
        List.of(
            StandardOptions.SPACE,
            RelayAgentOptions.SPACE,
            CablelabsOptions.CLIENT_CONF,
            CablelabsOptions.VENDOR_4491);
    assertThat(spaces.stream().flatMap(space -> space.definitions().stream()))
        .allSatisfy(row -> assertThat(known).contains(row.space() + " " + row.code()))
        .hasSameSizeAs(known);
  }

  @Test
  void everyRowNamesItsDocument() {
    assertThat(StandardOptions.SPACE.definitions())
        .allSatisfy(row ->
            assertThat(row.reference())
                .matches("(RFC [0-9]+|MS-DHCPE|draft-[a-z0-9-]+)( section [0-9.]+)?"));
  }

  @Test
  void whatTheCodecHoldsToAnExactLengthHasThatLengthInTheTable() {
    for (int code = 1; code < 255; code++) {
      int exact = ControlOptions.exactLength(code);
      if (exact != ControlOptions.ANY) {
        assertThat(StandardOptions.SPACE.byCode(code).orElseThrow().type().maxSizeBytes())
            .as("option %d", code)
            .isEqualTo(exact);
      }
    }
  }

  @Test
  void onlyWhatCanBeLongMayRepeat() {
    assertThat(StandardOptions.ROUTERS.mayRepeat()).isTrue();
    assertThat(StandardOptions.DOMAIN_SEARCH.mayRepeat()).isTrue();
    assertThat(StandardOptions.DHCP_AGENT_OPTIONS.mayRepeat()).isTrue();
    assertThat(StandardOptions.SUBNET_MASK.mayRepeat()).isFalse();
    assertThat(StandardOptions.DHCP_LEASE_TIME.mayRepeat()).isFalse();
  }

  @Test
  void operatorsMayRedefineWhatKeaLeavesThem() {
    Set<Integer> leftByKea22 = Set.of(43, 121, 122, 143, 151, 152, 153, 154, 155, 156, 157, 162);
    assertThat(keaRows().stream().filter(row -> row.space().equals("dhcp4")))
        .allSatisfy(row ->
            assertThat(StandardOptions.mayBeRedefined(row.code()))
                .as("option %d", row.code())
                .isEqualTo(leftByKea22.contains(row.code())));
    assertThat(moreRows())
        .allSatisfy(row -> assertThat(StandardOptions.mayBeRedefined(row.code())).isTrue());
    assertThat(StandardOptions.mayBeRedefined(224)).isTrue();
  }
}
