package org.lessor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.load.ExchangeKind;
import org.lessor.load.Limits;
import org.lessor.load.Mix;
import org.lessor.load.Pace;
import org.lessor.load.Population;
import org.lessor.load.Target;
import org.lessor.load.Workload;
import org.lessor.transport.Endpoint;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Option;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

final class LoadCommandTest {
  private static final Target RELAYED =
      new Target.Relayed(List.of(Ipv4.of("192.0.2.2")), 67, new Endpoint(Ipv4.of("192.0.2.1"), 67));

  private final StringWriter err = new StringWriter();

  private static LoadFlags.Wanted wanted(String... arguments) {
    CommandSpec spec = CommandSpec.create();
    LoadFlags flags = new LoadFlags(new Flags(spec));
    PerfdhcpFlags.addTo(spec);
    new CommandLine(spec).parseArgs(arguments);
    return flags.wanted();
  }

  private int run(String... arguments) {
    return new LoadCommand(new Shutdown())
        .commandLine()
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void aPlainCallIsAClosedLoopThroughARelay() {
    LoadFlags.Wanted wanted = wanted("-l", "192.0.2.2", "192.0.2.1");
    assertThat(wanted.target()).isEqualTo(RELAYED);
    assertThat(wanted.population()).isEqualTo(Population.of(1000));
    assertThat(wanted.workload())
        .isEqualTo(
            new Workload(
                Mix.only(ExchangeKind.FOUR_MESSAGES),
                new Pace.InFlight(64),
                Workload.UNLIMITED,
                1_000_000_000));
    assertThat(wanted.limits()).isEqualTo(Limits.NONE);
  }

  @Test
  void anInterfaceMeansClientsOnItsLink() {
    assertThat(wanted("-l", "eth1").target()).isEqualTo(new Target.Direct("eth1", 67));
  }

  @Test
  void anEmptyNameIsNoInterface() {
    assertThat(run("-l", "")).isEqualTo(2);
    assertThat(err.toString()).contains("-l names addresses of ours or an interface, not ''");
  }

  @Test
  void allMayBeLost() {
    assertThat(wanted("-l", "192.0.2.2", "-D", "100%", "192.0.2.1").limits())
        .isEqualTo(Limits.NONE);
  }

  @Test
  void whatIsWantedIsToldInWords() {
    assertThat(LoadWords.of(wanted("-l", "192.0.2.2", "-s", "7", "192.0.2.1")))
        .isEqualTo(
            "1,000 clients from 02:00:00:00:00:00 on; relayed by 192.0.2.2, port 67, to 192.0.2.1,"
                + " port 67; mix four=1; 64 exchanges under way; lost after 1 s; seed 7");
    assertThat(
            LoadWords.of(
                wanted(
                    "-l",
                    "e0",
                    "-s",
                    "7",
                    "-r",
                    "0.5",
                    "-n",
                    "9",
                    "-p",
                    "5",
                    "--warm-up",
                    "1",
                    "-D",
                    "3",
                    "-W",
                    "0",
                    "-o",
                    "60,41")))
        .isEqualTo(
            "1,000 clients from 02:00:00:00:00:00 on, with option 60; on the link of e0, to port"
                + " 67; mix four=1; 0.5 exchanges a second, at most 65 under way; lost after 1 s;"
                + " until 9 exchanges began, 5 s are over, the first 1 s uncounted, or 3 are lost;"
                + " last answers within 0 s; seed 7");
  }

  @Test
  void aPortOfZeroIsTheUsualOne() {
    assertThat(wanted("-l", "192.0.2.2", "-L", "0", "-N", "0", "192.0.2.1").target())
        .isEqualTo(RELAYED);
  }

  @Test
  void theUsualFlagsOfPerfdhcpMeanWhatTheyMeanThere() {
    LoadFlags.Wanted wanted =
        wanted(
            "-4",
            "-u",
            "-r",
            "100",
            "-R",
            "50",
            "-n",
            "500",
            "-p",
            "2.5",
            "-d",
            "0.5",
            "-D",
            "5%",
            "-b",
            "mac=00:0c:01:02:03:04",
            "-o",
            "60,646f63736973",
            "-xei",
            "-W",
            "1000",
            "-s",
            "7",
            "-l",
            "192.0.2.2",
            "-L",
            "1067",
            "-N",
            "1068",
            "192.0.2.1");
    assertThat(wanted)
        .isEqualTo(
            new LoadFlags.Wanted(
                new Population(
                    50, 0x000c01020304L, List.of(new Option(60, Bytes.ofText("docsis")))),
                new Target.Relayed(
                    List.of(Ipv4.of("192.0.2.2")), 1067, new Endpoint(Ipv4.of("192.0.2.1"), 1068)),
                new Workload(
                    Mix.only(ExchangeKind.FOUR_MESSAGES),
                    Pace.Rate.of(100, 500_000_000),
                    500,
                    500_000_000),
                new Limits(2_500_000_000L, 0, Limits.UNLIMITED, 5, 1_000_000, Limits.UNLIMITED),
                7));
  }

  @Test
  void renewalsAndReleasesComeBesidesTheRate() {
    Workload workload =
        wanted("-r", "100", "-f", "30", "-F", "20", "-l", "192.0.2.2", "192.0.2.1").workload();
    assertThat(workload.mix())
        .isEqualTo(
            new Mix(
                Map.of(
                    ExchangeKind.FOUR_MESSAGES, 100.0,
                    ExchangeKind.RENEW, 30.0,
                    ExchangeKind.RELEASE, 20.0)));
    assertThat(workload.pace()).isEqualTo(Pace.Rate.of(150, 1_000_000_000));
  }

  @Test
  void twoMessagesAreAMixOfTheirOwn() {
    assertThat(wanted("-i", "-l", "192.0.2.2", "192.0.2.1").workload().mix())
        .isEqualTo(Mix.only(ExchangeKind.DISCOVER));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "-1", "-6", "-A", "-c", "-e", "--or", "-C", "-g", "-J", "-M", "-P", "-w", "-v", "-y", "-Y",
        "-T", "-E", "-I", "-O", "-S", "-X"
      })
  void otherFlagsOfPerfdhcpAreRefusedByName(String flag) {
    assertThat(run("-l", "192.0.2.2", flag, "1", "192.0.2.1")).isEqualTo(2);
    assertThat(err.toString()).contains(flag + " of perfdhcp is not supported: ");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -l 192.0.2.2                              | name the server's address
          -l eth0 192.0.2.1                         | leave SERVER out
          -l 192.0.2.2 -f 10 192.0.2.1              | -f and -F need -r
          -l 192.0.2.2 -i --mix renew 192.0.2.1     | exclude each other
          -l 192.0.2.2 -r 0 192.0.2.1               | -r is above 0 and at most 100000000 a second, not 0
          -l 192.0.2.2 --in-flight 0 192.0.2.1      | --in-flight is 1 to 1048576, not 0
          -l 192.0.2.2 -R 0 192.0.2.1               | -R is 1 to 100000000, not 0
          -l 192.0.2.2 -D 0 192.0.2.1               | is no number of losses
          -l 192.0.2.2 -b mac=1 192.0.2.1           | is no Ethernet address
          -l 192.0.2.2 -b duid=01 192.0.2.1         | is no base
          -l 192.0.2.2 -o 0,00 192.0.2.1            | is no option
          -l 192.0.2.2 -o 50,0a000001 192.0.2.1     | option 50 is not for -o
          -l 192.0.2.2 -o 52,03 192.0.2.1           | option 52 is not for -o
          -l 192.0.2.2 -o 53,01 192.0.2.1           | option 53 is not for -o
          -l 192.0.2.2 -o 54,0a000001 192.0.2.1     | option 54 is not for -o
          -l 192.0.2.2 -x z 192.0.2.1               | -x z is not supported
          -l 192.0.2.2 -p 1 --warm-up 1 192.0.2.1   | nothing is left of the period
          -l 192.0.2.2 -n 9 --warm-up 1 192.0.2.1   | give -p too
          -l 192.0.2.2 --mix release 192.0.2.1      | give a rate
          -l 192.0.2.2 --scenario avalanche 192.0.2.1 | --scenario avalanche
          -l 192.0.2.2 all                          | SERVER is the IPv4 address of a host, not 'all'
          -l 192.0.2.2,192.0.2.3,192.0.2.2 192.0.2.1 | name it once
          -l 0.0.0.0 192.0.2.1                      | giaddr must be a host's address
          -l 192.0.2.2 -r -1 192.0.2.1              | -r is above 0 and at most 100000000 a second, not -1
          -l 192.0.2.2 -r -6 192.0.2.1              | -r is above 0 and at most 100000000 a second, not -6
          -l 192.0.2.2 -r 9 -f -5 192.0.2.1         | -f is 0 to 100000000 a second, not -5
          -l 192.0.2.2 -r 9 -F -1 192.0.2.1         | -F is 0 to 100000000 a second, not -1
          -l 192.0.2.2 -R -1 192.0.2.1              | -R is 1 to 100000000, not -1
          -l 192.0.2.2 -p 0 192.0.2.1               | -p is above 0 and at most 100000000 seconds, not 0
          -l 192.0.2.2 -p -1 192.0.2.1              | -p is above 0
          -l 192.0.2.2 -d 0 192.0.2.1               | -d is above 0
          -l 192.0.2.2 -n 0 192.0.2.1               | -n is 1 or more, not 0
          -l 192.0.2.2 -W -4 192.0.2.1              | -W is 0 or more us, not -4
          -l 192.0.2.2 -p 5 --warm-up -1 192.0.2.1  | --warm-up is 0 to
          -l 192.0.2.2 -t -1 192.0.2.1              | -t is 0.01 seconds or more, not -1
          -l 192.0.2.2 0.0.0.0                      | SERVER is the IPv4 address of a host, not '0.0.0.0'
          -l 192.0.2.2 255.255.255.255              | SERVER is the IPv4 address of a host
          -l e0,e1                                  | of -l is no IPv4 address, and an interface stands there alone
          -l e0,10.0.0.2 192.0.2.1                  | of -l is no IPv4 address
          -l -p 5                                   | -l names addresses of ours or an interface, not '-p'
          -l 192.0.2.2 -a 1 192.0.2.1               | -a of perfdhcp is not supported: exchanges begin
          -l 192.0.2.2 -D 101% 192.0.2.1            | is no number of losses
          -l 192.0.2.2 -L 70000 192.0.2.1           | -L is a port: 1 to 65535, or 0 for
          -l 192.0.2.2 --remote-port=-3 192.0.2.1   | -N is a port: 1 to 65535
          -l e0 -N 65603                            | -N is a port: 1 to 65535
          -l e0 -L 99999                            | -L is a port: 1 to 65535
          -l 192.0.2.2 --max-loss 1 192.0.2.1       | --max-loss needs --search
          -l 192.0.2.2 --search --max-loss 0 192.0.2.1 | --max-loss is above 0
          -l 192.0.2.2 --search -n 5 192.0.2.1      | leave -n out
          -l 192.0.2.2 --search -D 5 192.0.2.1      | leave -D out
          -l 192.0.2.2 --search -W 5 192.0.2.1      | leave -W out
          -l 192.0.2.2 --search --warm-up 1 192.0.2.1 | leave --warm-up out
          -l 192.0.2.2 --search --in-flight 5 192.0.2.1 | leave --in-flight out
          -l 192.0.2.2 --search -r 0.01 192.0.2.1   | -r of --search is 0.1 to
          -l 192.0.2.2 --search -r 5 --mix release 192.0.2.1 | nobody answers a release
          """)
  void saysWhatIsWrong(String line, String complaint) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(complaint);
  }
}
