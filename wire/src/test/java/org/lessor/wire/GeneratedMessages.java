package org.lessor.wire;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Messages for properties: any fields, any options of any length, the control options with the
/// lengths that they must have.
final class GeneratedMessages {
  private GeneratedMessages() {}

  static Arbitrary<Bytes> bytes(int min, int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max).map(Bytes::of);
  }

  static Arbitrary<Ipv4> addresses() {
    return Arbitraries.integers().map(Ipv4::new);
  }

  private static Arbitrary<Option> option(int code) {
    int exact = ControlOptions.exactLength(code);
    Arbitrary<Bytes> value =
        exact >= 0
            ? bytes(exact, exact)
            : Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, bytes(0, 40)),
                net.jqwik.api.Tuple.of(2, bytes(200, 300)),
                net.jqwik.api.Tuple.of(1, bytes(500, 1100)));
    return value.map(bytes -> new Option(code, bytes));
  }

  /// Type first and relay agent information last, as the encoder orders them, so that a message
  /// that was read equals the one that was written.
  private static Options inWireOrder(List<Option> options) {
    Set<Integer> seen = new LinkedHashSet<>();
    List<Option> once = new ArrayList<>();
    for (Option option : options) {
      if (seen.add(option.code())) {
        once.add(option);
      }
    }
    once.sort((a, b) -> Integer.compare(rank(a.code()), rank(b.code())));
    return Options.of(once);
  }

  private static int rank(int code) {
    return switch (code) {
      case 53 -> 0;
      case 82 -> 2;
      default -> 1;
    };
  }

  static Arbitrary<Options> options() {
    return Arbitraries.integers()
        .between(1, 254)
        .filter(code -> code != 52)
        .flatMap(GeneratedMessages::option)
        .list()
        .ofMaxSize(20)
        .map(GeneratedMessages::inWireOrder);
  }

  static Arbitrary<Message> messages() {
    Arbitrary<Message> header =
        Combinators.combine(
                Arbitraries.of(Op.class),
                Arbitraries.integers().between(0, 255),
                Arbitraries.integers(),
                Arbitraries.integers().between(0, 0xffff),
                Arbitraries.integers().between(0, 0xffff),
                addresses(),
                addresses(),
                addresses())
            .as((op, hops, xid, secs, flags, ciaddr, yiaddr, giaddr) ->
                new Message(
                    op,
                    hops,
                    new Xid(xid),
                    secs,
                    flags,
                    ciaddr,
                    yiaddr,
                    new Ipv4(ciaddr.bits() ^ yiaddr.bits()),
                    giaddr,
                    new HardwareAddress(1, Bytes.EMPTY),
                    Bytes.EMPTY,
                    Bytes.EMPTY,
                    Options.NONE));
    Arbitrary<HardwareAddress> chaddr =
        Combinators.combine(Arbitraries.integers().between(0, 255), bytes(0, 16))
            .as(HardwareAddress::new);
    Arbitrary<Bytes> sname = Arbitraries.oneOf(Arbitraries.just(Bytes.EMPTY), bytes(0, 64));
    Arbitrary<Bytes> file = Arbitraries.oneOf(Arbitraries.just(Bytes.EMPTY), bytes(0, 128));
    return Combinators.combine(header, chaddr, sname, file, options())
        .as((message, address, host, boot, options) ->
            message.with(m -> m.chaddr(address).sname(host).file(boot).options(options)));
  }
}
