package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.created;
import static org.lessor.engine.LeaseFixtures.lease;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.engine.LeaseState;
import org.lessor.engine.Settings;
import org.lessor.wire.Ipv4;

/// What a server finds in the files that another, of whatever make, has left.
class LeaseFileLoadTest {
  private static final Settings SETTINGS =
      settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.200"));

  private FaultyDisk disk = new FaultyDisk(new Random(1));

  private LeaseFileStore open() throws LeaseFileException {
    return open(0);
  }

  private LeaseFileStore open(long maxRowErrors) throws LeaseFileException {
    return LeaseFileStore.open(
        new LeaseFileOptions(disk, "leases.csv", maxRowErrors, event -> {}), SETTINGS, 1, NOW);
  }

  private static String line(int host, String hostname) {
    return "192.0.2.%d,02:00:00:00:00:%02x,,3600,1700003600,1,0,0,%s,0,,0"
        .formatted(host, host, hostname);
  }

  private void put(String name, String... lines) {
    String text = LeaseLines.HEADER + "\n" + String.join("\n", lines) + "\n";
    disk.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Host part and name of each lease.
  private static String leases(LeaseFileStore store) {
    TreeMap<Ipv4, String> found = new TreeMap<>();
    store
        .table()
        .forEach(
            lease -> found.put(lease.address(), lease.address() + "=" + lease.names().hostname()));
    return String.join(" ", found.values()).replace("192.0.2.", "");
  }

  private String content(String name) {
    return new String(disk.content(name).orElseThrow(), StandardCharsets.UTF_8);
  }

  @Test
  void whereThereIsNoFileOneIsBegun() throws LeaseFileException {
    LeaseFileStore store = open();
    assertThat(leases(store)).isEmpty();
    assertThat(store.loaded()).isEqualTo(LoadReport.NOTHING);
    assertThat(content("leases.csv")).isEqualTo(LeaseLines.HEADER + "\n");
    store.close();
    disk = disk.reopened();
    disk.put("leases.csv", new byte[0]);
    open();
    assertThat(content("leases.csv")).isEqualTo(LeaseLines.HEADER + "\n");
  }

  @Test
  void aLaterLineTakesThePlaceOfAnEarlierOne() throws LeaseFileException {
    put(
        "leases.csv",
        line(8, "a"),
        line(9, "b"),
        line(8, "c"),
        "",
        "192.0.2.9,02:00:00:00:00:09,,0,1700003600,1,0,0,,0,,0",
        "192.0.2.77,02:00:00:00:00:09,,0,1700003600,1,0,0,,0,,0");
    LeaseFileStore store = open();
    assertThat(leases(store)).isEqualTo("8=c");
    assertThat(store.loaded().lines()).isEqualTo(5);
  }

  @Test
  void aTornLastLineIsCutOffAndReported() throws LeaseFileException {
    put("leases.csv", line(8, "a"), line(9, "b"));
    String whole = content("leases.csv");
    String torn = line(10, "c").substring(0, 50);
    disk.put("leases.csv", (whole + torn).getBytes(StandardCharsets.UTF_8));
    LeaseFileStore store = open();
    assertThat(store.loaded().torn())
        .contains(new LoadReport.TornLine("leases.csv", 4, torn, false));
    assertThat(leases(store)).isEqualTo("8=a 9=b");
    store.apply(List.of(created(lease("192.0.2.11", 11, LeaseState.ASSIGNED, NOW))));
    store.commitOnce();
    store.close();
    disk = disk.reopened();
    assertThat(leases(open())).isEqualTo("8=a 9=b 11=");
  }

  @Test
  void aLastLineThatLacksNothingButItsNewlineIsLoaded() throws LeaseFileException {
    put("leases.csv", line(8, "a"));
    String whole = content("leases.csv");
    disk.put("leases.csv", (whole + line(10, "c")).getBytes(StandardCharsets.UTF_8));
    LeaseFileStore store = open();
    assertThat(store.loaded().torn())
        .contains(new LoadReport.TornLine("leases.csv", 3, line(10, "c"), true));
    assertThat(leases(store)).isEqualTo("8=a 10=c");
    store.apply(List.of(created(lease("192.0.2.11", 11, LeaseState.ASSIGNED, NOW))));
    store.commitOnce();
    store.close();
    disk = disk.reopened();
    LeaseFileStore next = open();
    assertThat(leases(next)).isEqualTo("8=a 10=c 11=");
    assertThat(next.loaded().torn()).isEmpty();
  }

  @Test
  void linesThatEndAsOnOtherSystemsAreRead() throws LeaseFileException {
    put("leases.csv", line(8, "a"), line(9, "b"));
    disk.put(
        "leases.csv", content("leases.csv").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    LeaseFileStore store = open();
    assertThat(leases(store)).isEqualTo("8=a 9=b");
    assertThat(store.loaded().brokenLines()).isZero();
    assertThat(content("leases.csv") + content("leases.csv.2"))
        .as("Kea would refuse them")
        .doesNotContain("\r");
    store.close();
    disk = disk.reopened();
    assertThat(leases(open())).isEqualTo("8=a 9=b");
  }

  @Test
  void aBrokenLineIsReportedAndTheRestIsLoaded() throws LeaseFileException {
    put("leases.csv", line(8, "a"), "nonsense", line(9, "b"), "192.0.2.400" + line(10, ""));
    LeaseFileStore store = open();
    assertThat(leases(store)).isEqualTo("8=a 9=b");
    assertThat(store.loaded().brokenLines()).isEqualTo(2);
    assertThat(store.loaded().broken().getFirst())
        .isEqualTo(new LoadReport.BrokenLine("leases.csv", 3, "fewer values than columns"));
    assertThat(store.loaded().broken().getLast().line()).isEqualTo(5);
    store.close();
    assertThat(leases(open(2))).isEqualTo("8=a 9=b");
  }

  @Test
  void zerosThatAPowerCutLeftAreNoPartOfANameAndHideNoLineBehindThem() throws LeaseFileException {
    put(
        "leases.csv",
        line(8, "a"),
        line(9, "b\0\0\0b"),
        "\0".repeat(700) + line(10, "c"),
        line(11, "d"));
    LeaseFileStore store = open();
    assertThat(leases(store)).isEqualTo("8=a 11=d");
    assertThat(store.loaded().broken())
        .extracting(LoadReport.BrokenLine::line)
        .containsExactly(3L, 4L);
  }

  @Test
  void zerosBetweenLinesAreWhatADiskLostAndAreTold() throws LeaseFileException {
    put("leases.csv", line(8, "a"), "192.0.2.9,02:00:00\0\0\0", line(10, "c"), "\0\0", "\0");
    LeaseFileStore store = open();
    assertThat(leases(store)).isEqualTo("8=a 10=c");
    assertThat(store.loaded().broken())
        .containsExactly(
            new LoadReport.BrokenLine("leases.csv", 3, "zeros where a line should be"));
    assertThat(store.loaded().torn()).isEmpty();
    assertThat(content("leases.csv.unreadable"))
        .isEqualTo(LeaseLines.HEADER + "\n192.0.2.9,02:00:00\n");
  }

  @Test
  void whatCannotBeReadIsKeptBeforeAnythingThatHadItIsReplaced() throws LeaseFileException {
    put("leases.csv.2", line(8, "a"), "one");
    put("leases.csv", "two", line(9, "b"), "three,\u00e9");
    LeaseFileStore store = open();
    assertThat(leases(store)).isEqualTo("8=a 9=b");
    assertThat(store.loaded().unreadable()).contains("leases.csv.unreadable");
    String kept = LeaseLines.HEADER + "\none\ntwo\nthree,\u00e9\n";
    assertThat(content("leases.csv.unreadable")).isEqualTo(kept);
    assertThat(disk.durableContent("leases.csv.unreadable"))
        .hasValue(kept.getBytes(StandardCharsets.UTF_8));
    store.close();
    disk = disk.reopened();
    LeaseFileStore next = open();
    assertThat(leases(next)).isEqualTo("8=a 9=b");
    assertThat(next.loaded().brokenLines()).as("they are in no lease file any more").isZero();
    assertThat(content("leases.csv.unreadable")).as("each is kept once").isEqualTo(kept);
  }

  @Test
  void ofAFileWithOtherColumnsTheColumnsAreKeptWithTheLines() throws LeaseFileException {
    String old = LeaseLines.HEADER.replace(",user_context,pool_id", "");
    String text = old + "\n192.0.2.8,02:00:00:00:00:08,,3600,1700003600,1,0,0,a,0\nnonsense\n";
    disk.put("leases.csv", text.getBytes(StandardCharsets.UTF_8));
    assertThat(leases(open())).isEqualTo("8=a");
    assertThat(content("leases.csv.unreadable")).isEqualTo(old + "\nnonsense\n");
  }

  @Test
  void aFileOfWhichNoLineCanBeReadIsRefusedAndLeftAlone() {
    put("leases.csv", "x", "y");
    String before = content("leases.csv");
    assertThatThrownBy(this::open)
        .isInstanceOf(LeaseFileException.class)
        .hasMessageContaining("none of its 2 lines can be read, line 2 because")
        .hasMessageContaining("leases.csv");
    assertThat(content("leases.csv")).isEqualTo(before);
    assertThat(disk.content("leases.csv.unreadable")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"Dhcp4\": {}}", "\0\0\0\0", "\0\0\n", "address,hwaddr,nonsense", "\0a\n"})
  void whatBeginsOtherwiseThanALeaseFileIsRefusedAndLeftAlone(String text) {
    disk.put("leases.csv", text.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(this::open)
        .isInstanceOf(LeaseFileException.class)
        .hasMessageContaining("leases.csv")
        .hasMessageContaining("Nothing was changed");
    assertThat(content("leases.csv")).isEqualTo(text);
  }

  @Test
  void whatAPowerCutLeftOfTheOnlyLinesKeepsNoServerFromStarting() throws LeaseFileException {
    put("leases.csv", "\0\0\0,3600,1700003600,1,0,0,a,0,,0", "\0,3600,1700003600,1,0,0,b,0,,0");
    LeaseFileStore store = open();
    assertThat(store.table().size()).isZero();
    assertThat(store.loaded().brokenLines()).isEqualTo(2);
    assertThat(content("leases.csv.unreadable")).contains(",a,0,,0\n").contains(",b,0,,0\n");
  }

  @Test
  void aLineThatLacksItsNewlineOnlyIsOneThatCanBeRead() throws LeaseFileException {
    put("leases.csv", "x", "y");
    String text = content("leases.csv") + line(8, "a");
    disk.put("leases.csv", text.getBytes(StandardCharsets.UTF_8));
    assertThat(leases(open())).isEqualTo("8=a");
  }

  @Test
  void aFileThatWasCutOffInItsFirstLineIsBegunAnew() throws LeaseFileException {
    disk.put("leases.csv", "address,hwad".getBytes(StandardCharsets.UTF_8));
    LeaseFileStore store = open();
    assertThat(store.loaded().torn())
        .contains(new LoadReport.TornLine("leases.csv", 1, "address,hwad", false));
    assertThat(content("leases.csv")).isEqualTo(LeaseLines.HEADER + "\n");
  }

  @Test
  void aLineWithoutEndIsNoLineOfALeaseFile() {
    disk.put("leases.csv", new byte[(1 << 24) + 1]);
    assertThatThrownBy(this::open)
        .isInstanceOf(LeaseFileException.class)
        .hasMessageContaining("line 1 has more than 16777216 bytes");
  }

  @Test
  void columnsOfAServerOfTheFutureAreSkipped() throws LeaseFileException {
    String future = LeaseLines.HEADER.replace("subnet_id", "subnet_id,mood") + ",weather";
    disk.put(
        "leases.csv",
        (future + "\n192.0.2.8,02:00:00:00:00:08,,3600,1700003600,1,good,0,0,a,0,,0,sunny\n")
            .getBytes(StandardCharsets.UTF_8));
    LeaseFileStore store = open();
    assertThat(store.loaded().brokenLines()).isZero();
    assertThat(store.loaded().unknownColumns()).containsExactly("mood", "weather");
    assertThat(leases(store)).isEqualTo("8=a");
    assertThat(content("leases.csv"))
        .as("lines are added in columns that are known")
        .isEqualTo(LeaseLines.HEADER + "\n");
    store.close();
    disk = disk.reopened();
    assertThat(leases(open())).isEqualTo("8=a");
  }

  @Test
  void moreBrokenLinesThanAllowedAreTooMany() {
    put("leases.csv", line(8, "a"), "nonsense", line(9, "b"), "more nonsense");
    assertThatThrownBy(() -> open(1))
        .isInstanceOf(LeaseFileException.class)
        .hasMessageContaining("leases.csv")
        .hasMessageContaining("line 5")
        .hasMessageContaining("max-row-errors");
  }

  @Test
  void manyBrokenLinesAreCountedButNotAllNamed() throws LeaseFileException {
    put("leases.csv", "x\n".repeat(500).strip(), line(9, "b"));
    LeaseFileStore store = open();
    assertThat(store.loaded().brokenLines()).isEqualTo(500);
    assertThat(store.loaded().broken()).hasSize(LoadReport.MAX_NAMED);
    assertThat(leases(store)).isEqualTo("9=b");
  }

  @Test
  void anAddressThatWentToAnotherSubnetIsReported() throws LeaseFileException {
    put("leases.csv", line(8, "a"), line(8, "b").replace(",1,0,0,", ",2,0,0,"), line(9, "c"));
    LeaseFileStore store = open();
    assertThat(store.loaded().moved())
        .containsExactly(new LoadReport.MovedLease("leases.csv", 3, Ipv4.of("192.0.2.8"), 1, 2));
    assertThat(store.table().outside()).hasSize(1);
  }

  @Test
  void aFileThatIsNoLeaseFileIsRefusedAndLeftAlone() {
    disk.put("leases.csv", "root:x:0:0\nmore\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(this::open)
        .isInstanceOf(LeaseFileException.class)
        .hasMessageContaining("leases.csv");
    assertThat(content("leases.csv")).isEqualTo("root:x:0:0\nmore\n");
  }

  @Test
  void aFileWithFewerColumnsIsLoadedAndReplaced() throws LeaseFileException {
    String old =
        "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state\n"
            + "192.0.2.8,02:00:00:00:00:08,,3600,1700003600,1,0,0,a,0\n";
    disk.put("leases.csv", old.getBytes(StandardCharsets.UTF_8));
    put("leases.csv.2", line(9, "b"));
    LeaseFileStore store = open();
    assertThat(leases(store)).isEqualTo("8=a 9=b");
    assertThat(content("leases.csv")).isEqualTo(LeaseLines.HEADER + "\n");
    store.apply(List.of(created(lease("192.0.2.11", 11, LeaseState.ASSIGNED, NOW))));
    store.commitOnce();
    store.close();
    disk = disk.reopened();
    assertThat(leases(open())).isEqualTo("8=a 9=b 11=");
  }

  /// All states that Kea's cleanup, or ours, can leave when it is cut off.
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "current,                      8=c",
    "previous current,             8=c 9=p 12=p",
    "previous copy current,        8=c 9=y 10=y 12=p",
    "copy current,                 8=c 9=y 10=y",
    "previous copy,                8=y 9=y 10=y 12=p",
    "previous copy output current, 8=c 9=y 10=y 12=p",
    "previous copy completed current, 8=c 9=d 11=d",
    "previous completed current,   8=c 9=d 11=d",
    "copy completed current,       8=c 9=d 11=d",
    "completed current,            8=c 9=d 11=d",
    "completed output current,     8=c 9=d 11=d",
    "completed,                    8=d 9=d 11=d",
    "previous copy fresh,          8=y 9=y 10=y 12=p"
  })
  void whateverACrashLeavesLoadsRight(String files, String expected) throws Exception {
    List<String> there = new ArrayList<>(List.of(files.split(" ")));
    LeaseFileNames names = new LeaseFileNames("leases.csv");
    if (there.contains("current")) {
      put(names.current(), line(8, "c"));
    }
    if (there.contains("previous")) {
      put(names.previous(), line(8, "p"), line(9, "p"), line(12, "p"));
    }
    if (there.contains("copy")) {
      put(names.copy(), line(8, "y"), line(9, "y"), line(10, "y"));
    }
    if (there.contains("completed")) {
      put(names.completed(), line(8, "d"), line(9, "d"), line(11, "d"));
    }
    if (there.contains("output")) {
      put(names.output(), line(8, "o"), line(13, "o"));
    }
    if (there.contains("fresh")) {
      put(names.fresh());
    }
    LeaseFileStore store = open();
    assertThat(leases(store)).isEqualTo(expected);
    assertThat(store.compactionDue())
        .isEqualTo(there.contains("copy") && !there.contains("completed"));
    assertThat(disk.list())
        .contains(names.current())
        .doesNotContain(names.completed(), names.output(), names.fresh());
    store.close();
    disk = disk.reopened();
    store = open();
    assertThat(leases(store)).isEqualTo(expected);
    Compaction compaction = store.compaction();
    while (compaction.step() != Compaction.Progress.DONE) {
      store.commitOnce();
    }
    assertThat(disk.list())
        .containsExactlyInAnyOrder(names.current(), names.previous(), names.lock());
    store.close();
    disk = disk.reopened();
    assertThat(leases(open())).isEqualTo(expected);
  }

  @Test
  void twoServersOnOneFileAreOneTooMany() throws LeaseFileException {
    LeaseFileStore first = open();
    assertThatThrownBy(this::open)
        .isInstanceOf(LeaseFileException.class)
        .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    first.close();
    open().close();
  }

  @Test
  void aRefusedFileIsNotLocked() throws LeaseFileException {
    disk.put("leases.csv", "nonsense\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(this::open).isInstanceOf(LeaseFileException.class);
    put("leases.csv", line(8, "a"));
    assertThat(leases(open())).isEqualTo("8=a");
  }

  @Test
  void whatKeaLeftOfItsProcessNumberIsNoHindrance() throws LeaseFileException {
    disk.put("leases.csv.pid", "999999999\n".getBytes(StandardCharsets.UTF_8));
    open().close();
    String own = ProcessHandle.current().pid() + "\n";
    disk.put("leases.csv.pid", own.getBytes(StandardCharsets.UTF_8));
    open().close();
  }
}
