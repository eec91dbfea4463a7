package org.lessor.linux.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.internal.Nlmsghdr;
import org.lessor.linux.internal.Rtattr;

class NetlinkReaderTest {
  private static final Route ROUTE =
      Route.defaultVia(Ip4.of("192.0.2.254"), 7)
          .withMetric(100)
          .withMtu(1280)
          .withTable(1000)
          .withPreferredSource(Ip4.of("192.0.2.1"))
          .withGatewayOnLink();
  private static final Neighbour NEIGHBOUR =
      Neighbour.of(
          3, Ip4.of("192.0.2.9"), LinkAddress.of("02:00:00:00:00:01"), Neighbour.State.REACHABLE);
  private static final InterfaceAddress ADDRESS =
      InterfaceAddress.of(3, Ip4.of("192.0.2.1"), 24)
          .withLifetime(600, 300)
          .withLabel("eth0:1")
          .withFlags(InterfaceAddress.IFA_F_NOPREFIXROUTE)
          .withRouteMetric(5)
          .withProtocol(2);

  private static NetlinkWriter written(Consumer<NetlinkWriter> messages) {
    NetlinkWriter writer = new NetlinkWriter(4096);
    messages.accept(writer);
    return writer;
  }

  private static NetlinkWriter all() {
    return written(writer -> {
      Encoder.route(writer, RtnetlinkNumbers.RTM_NEWROUTE, 0, 1, ROUTE);
      writer.end();
      Encoder.neighbour(writer, RtnetlinkNumbers.RTM_NEWNEIGH, 0, 2, NEIGHBOUR);
      writer.end();
      Encoder.address(writer, RtnetlinkNumbers.RTM_NEWADDR, 0, 3, ADDRESS);
      Encoder.addressDetails(writer, ADDRESS);
      writer.end();
    });
  }

  @Test
  void whatIsEncodedIsDecoded() {
    NetlinkWriter writer = all();
    NetlinkReader reader = new NetlinkReader(writer.memory(), writer.sizeBytes());
    for (RouteEvent expected :
        List.of(
            new RouteEvent.RouteChanged(ROUTE),
            new RouteEvent.NeighbourChanged(NEIGHBOUR),
            new RouteEvent.AddressChanged(ADDRESS))) {
      assertThat(reader.next()).isTrue();
      assertThat(Decoder.event(reader)).contains(expected);
    }
    assertThat(reader.next()).isFalse();
  }

  /// The kernel is trusted; but its messages grow from version to version, and a slip in reading
  /// them must not end the program.
  @Test
  void noBytesMakeItThrow() {
    Random random = new Random(1);
    NetlinkWriter good = all();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(good.sizeBytes(), 8);
      for (int round = 0; round < 100_000; round++) {
        MemorySegment.copy(good.memory(), 0, memory, 0, good.sizeBytes());
        for (int change = random.nextInt(6); change > 0; change--) {
          int at = random.nextInt(good.sizeBytes());
          memory.set(JAVA_BYTE, at, (byte) random.nextInt());
        }
        NetlinkReader reader = new NetlinkReader(memory, random.nextInt(good.sizeBytes() + 1));
        while (reader.next()) {
          assertThat(Decoder.event(reader)).isNotNull();
          assertThat(reader.explanation()).isNotNull();
        }
      }
    }
  }

  @Test
  void anExplanationIsFoundBehindAWholeRequestToo() {
    String text = "it is because";
    for (boolean capped : new boolean[] {true, false}) {
      NetlinkWriter writer =
          written(message -> {
            int flags = 0x200 | (capped ? 0x100 : 0);
            long struct = message.begin(NetlinkReader.NLMSG_ERROR, flags, 9, 20);
            message.setInt(struct, -17);
            message.setInt(struct + 4, 16 + 12);
            if (!capped) {
              message.struct(12); // the body of the request
            }
            message.attribute(1, text);
            message.end();
          });
      NetlinkReader reader = new NetlinkReader(writer.memory(), writer.sizeBytes());
      assertThat(reader.next()).isTrue();
      assertThat(reader.sequence()).isEqualTo(9);
      assertThat(reader.error()).isEqualTo(-17);
      assertThat(reader.explanation()).isEqualTo(text);
    }
  }

  @Test
  void ofSeveralNextHopsTheFirstIsTold() {
    NetlinkWriter writer =
        written(message -> {
          Encoder.route(message, RtnetlinkNumbers.RTM_NEWROUTE, 0, 1, Route.to(Ip4.ANY, 0, 0));
          long hops = message.beginNest(RtnetlinkNumbers.RTA_MULTIPATH);
          hop(message, 4, "192.0.2.1");
          hop(message, 5, "192.0.2.2");
          message.endNest(hops);
          message.end();
        });
    NetlinkReader reader = new NetlinkReader(writer.memory(), writer.sizeBytes());
    assertThat(reader.next()).isTrue();
    Route route = Decoder.route(reader).orElseThrow();
    assertThat(route.gateway()).isEqualTo(Ip4.of("192.0.2.1"));
    assertThat(route.interfaceIndex()).isEqualTo(4);
    assertThat(route.flags()).isEqualTo(Route.RTNH_F_LINKDOWN);
  }

  private static void hop(NetlinkWriter message, int index, String gateway) {
    long at = message.struct(8);
    message.setShort(at, 16);
    message.setByte(at + 2, Route.RTNH_F_LINKDOWN);
    message.setInt(at + 4, index);
    message.attribute(RtnetlinkNumbers.RTA_GATEWAY, Ip4.of(gateway));
  }

  @Test
  void messagesOfOtherFamiliesAreNotDecoded() {
    NetlinkWriter writer = all();
    MemorySegment memory = writer.memory();
    memory.set(JAVA_BYTE, Nlmsghdr.SIZE, (byte) 10); // AF_INET6
    NetlinkReader reader = new NetlinkReader(memory, writer.sizeBytes());
    assertThat(reader.next()).isTrue();
    assertThat(Decoder.event(reader)).isEmpty();
  }

  @Test
  void lengthsThatReachTooFarEndTheReading() {
    NetlinkWriter writer = all();
    MemorySegment memory = writer.memory();
    memory.set(JAVA_SHORT, Nlmsghdr.SIZE + 12 + Rtattr.RTA_LEN, (short) 0x7fff);
    NetlinkReader reader = new NetlinkReader(memory, writer.sizeBytes());
    assertThat(reader.next()).isTrue();
    assertThat(reader.attributes(12).next()).isFalse();
    memory.set(JAVA_INT, 0, 1 << 20);
    assertThat(new NetlinkReader(memory, writer.sizeBytes()).next()).isFalse();
  }
}
