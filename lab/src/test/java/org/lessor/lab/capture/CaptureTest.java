package org.lessor.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Frame.Direction;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.NeedsLinkKind;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Commands;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.LabException;
import org.lessor.lab.net.Link;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

@InLab
class CaptureTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int PORT = 4711;

  private Link near;
  private Link far;

  @BeforeEach
  void cable(Lab lab) {
    Cable cable = lab.cable(lab.host("near"), "eth0", lab.host("far"), "eth0");
    near = cable.left().address("192.0.2.1/24");
    far = cable.right().address("192.0.2.2/24");
  }

  @Test
  void everyFrameFromTheStartOnIsThereInOrder() throws IOException {
    Capture capture = Capture.on(far);
    for (int i = 0; i < 500; i++) {
      send(near, "192.0.2.255", Bytes.ofUint16(i));
    }

    List<Frame> frames = capture.frames();
    assertThat(frames).hasSize(500);
    for (int i = 0; i < 500; i++) {
      assertThat(frames.get(i).udp().orElseThrow().payload()).isEqualTo(Bytes.ofUint16(i));
    }
  }

  @Test
  void bothEndsOfACableSeeTheSameFrameFromTheirSides() throws IOException {
    Capture sending = Capture.on(near);
    Capture receiving = Capture.on(far);
    Instant before = Instant.now();
    send(near, "192.0.2.255", Bytes.ofText("hello"));

    Frame sent = sending.frames().getFirst();
    Frame received = receiving.frames().getFirst();
    assertThat(sent.direction()).isEqualTo(Direction.OUT);
    assertThat(received.direction()).isEqualTo(Direction.IN);
    assertThat(received.bytes()).isEqualTo(sent.bytes());
    assertThat(received.source()).isEqualTo(near.hardwareAddress());
    assertThat(received.udp().orElseThrow().destination()).isEqualTo(Ipv4.of("192.0.2.255"));
    assertThat(sent.time()).isBetween(before, Instant.now());
  }

  @Test
  void aFrameStillToComeIsWaitedFor() throws IOException {
    Capture capture = Capture.on(near);
    send(near, "192.0.2.2", Bytes.ofText("hello"));

    // Nobody listens there: the far host's kernel says so, after ARP.
    Frame answer = capture.await(frame -> frame.icmp().isPresent(), LIMIT);

    assertThat(answer.icmp().orElseThrow().type()).isEqualTo(3);
    assertThat(capture.frames()).filteredOn(frame -> frame.arp().isPresent()).hasSize(2);
  }

  @Test
  void aFrameThatDoesNotComeIsMissedAloud() {
    Capture capture = Capture.on(near);

    assertThatThrownBy(() -> capture.await(frame -> true, Duration.ofMillis(1)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("capture on near/eth0");
  }

  @Test
  void aCaptureOutlivesItsLinkGoingDownAndUp() throws IOException {
    Capture capture = Capture.on(near);
    near.down();
    near.up();
    send(near, "192.0.2.255", Bytes.ofText("hello"));

    assertThat(capture.frames()).anyMatch(frame -> frame.udp().isPresent());
  }

  @Test
  void whatWasCapturedStaysReadableAfterTheEnd() throws IOException {
    Capture capture = Capture.on(near);
    send(near, "192.0.2.255", Bytes.ofText("hello"));
    capture.close();
    send(near, "192.0.2.255", Bytes.ofText("too late"));

    assertThat(capture.frames()).hasSize(1);
    assertThat(capture.text()).contains("192.0.2.1:").contains("UDP 5");
  }

  @Test
  @NeedsProgram("tcpdump")
  void tcpdumpReadsASavedCapture(Lab lab) throws IOException {
    Capture capture = Capture.on(near);
    send(near, "192.0.2.255", Bytes.ofText("hello"));
    Path file = lab.directory("saved").resolve("one.pcap");
    capture.save(file);

    // tcpdump takes another user's rights, and its AppArmor profile may deny it the directory.
    String printed =
        Commands.run(List.of("sh", "-c", "tcpdump -nn -e -r - < " + file + " 2> /dev/null"));
    assertThat(printed)
        .contains("02:00:00:00:01:01 > ff:ff:ff:ff:ff:ff")
        .contains("> 192.0.2.255.4711: UDP, length 5");
  }

  @Test
  @NeedsLinkKind("vlan")
  void theTagOfAVlanIsSeenBelowIt() throws IOException {
    Capture capture = Capture.on(far);
    Link tagged = near.vlan(5).address("198.51.100.1/24");
    send(tagged, "198.51.100.255", Bytes.ofText("hello"));

    assertThat(capture.frames()).anyMatch(frame -> frame.vlan().orElse(0) == 5);
  }

  private static void send(Link from, String address, Bytes payload) throws IOException {
    try (DatagramSocket socket = from.host().inside(() -> new DatagramSocket())) {
      byte[] bytes = payload.toArray();
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(address), PORT));
    }
  }
}
