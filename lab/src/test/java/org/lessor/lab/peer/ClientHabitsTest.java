package org.lessor.lab.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.Need;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.net.Segment;
import org.lessor.lab.peer.ClientSettings.Applying;
import org.lessor.lab.peer.ClientSettings.Probing;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageType;

/// The settings of the clients do what they say.
@InLab
@NeedsProgram("kea-dhcp4")
class ClientHabitsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Ipv4 FIRST = Ipv4.of("192.0.2.100");

  private Segment segment;
  private Link client;
  private Capture capture;

  @BeforeEach
  void server(Lab lab) {
    segment = lab.segment("switch");
    Link server = segment.attach(lab.host("server"), "eth0").address("192.0.2.1/24");
    client = segment.attach(lab.host("client"), "eth0");
    capture = Capture.on(client);
    Kea.start(server, ServerSettings.of("192.0.2.0/24"));
  }

  @ParameterizedTest(name = "{0} only reports")
  @EnumSource(names = {"UDHCPC", "DHCLIENT", "DHCPCD", "LESSOR"})
  void aReportingClientLeavesItsLinkAsItIs(ClientProgram program) {
    new Need.Program(program.program()).require();

    ObtainedLease lease =
        program.start(client, ClientSettings.PLAIN.applying(Applying.REPORTS)).awaitLease(LIMIT);

    assertThat(lease.address()).isEqualTo(FIRST);
    assertThat(client.host().kernel().addresses(client)).isEmpty();
    assertThat(client.host().kernel().routes()).isEmpty();
  }

  @ParameterizedTest(name = "{0} declines an address that is in use")
  @EnumSource(names = {"UDHCPC", "LESSOR"})
  void aProbingClientDeclinesAnAddressThatIsInUse(ClientProgram program, Lab lab) {
    new Need.Program(program.program()).require();
    Link occupant = segment.attach(lab.host("occupant"), "eth0").address(FIRST + "/24");

    program.start(client, ClientSettings.PLAIN.probing(Probing.ON));

    Frame answer =
        capture.await(
            frame -> frame.arp().filter(arp -> arp.sender().equals(FIRST)).isPresent(), LIMIT);
    assertThat(answer.source()).isEqualTo(occupant.hardwareAddress());
    capture.await(MessageType.DHCPDECLINE, LIMIT);
    assertThat(capture.frames())
        .anyMatch(frame -> frame.arp().filter(arp -> arp.probes(FIRST)).isPresent());
  }
}
