package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.wire.AnnotatedHex.bytes;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people read. [ClientMessagesTest] shows whole messages.
class MessagePrinterTest {
  private static Message message(UnaryOperator<Message.Builder> changes) {
    return Message.of(
        Op.BOOTREQUEST,
        MessageType.DHCPINFORM,
        new Xid(1),
        HardwareAddress.ethernet("02:00:5e:00:00:01"),
        changes);
  }

  private static String line(UnaryOperator<Message.Builder> changes) {
    return MessagePrinter.STANDARD
        .line(message(changes))
        .replace("DHCPINFORM xid=0x00000001 chaddr=02:00:5e:00:00:01", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12  | 7063                     | host-name=pc
          12  | 6120 22 62               | host-name="a \\"b"
          12  | 61 0a 62 1b 5b32 4a      | host-name=a\\x{a}b\\x{1b}[2J
          12  | 61 e280ae 62             | host-name=a\\x{202e}b
          12  | c3a4                     | host-name=ä
          12  | 61 ff                    | host-name=61ff
          12  | ''                       | host-name
          3   | c00002                   | routers="c00002 (malformed)"
          3   | ''                       | routers="(malformed, empty)"
          80  | ''                       | rapid-commit
          119 | 0161 c000                | domain-search="0161c000 (malformed)"
          224 | 0102                     | option-224=0102
          43  | 01 02 aabb 00 ff         | vendor-encapsulated-options={ option-1=aabb }
          43  | 50584500                 | vendor-encapsulated-options=50584500
          82  | 01 01 07 13 02 0043      | dhcp-agent-options={ circuit-id=07 relay-port=67 }
          82  | 01 02 07                 | dhcp-agent-options=010207
          122 | 06 03 016100             | cablelabs-client-conf={ tsp-realm=a. }
          125 | 0000118b 03 010142       | vivso-suboptions={ vendor-4491={ oro=66 } }
          125 | 00000009 03 010107       | vivso-suboptions={ vendor-9={ option-1=07 } }
          125 | 0000118b 06              | vivso-suboptions="0000118b06 (malformed)"
          """)
  void optionsHaveNamesAndValues(int code, String hex, String printed) {
    assertThat(line(m -> m.option(code, bytes(hex)))).isEqualTo(" " + printed);
    assertThat(MessagePrinter.STANDARD.option(code, bytes(hex))).isEqualTo(printed);
  }

  @Test
  void fieldsThatSayNothingAreLeftOutOfTheLine() {
    assertThat(line(m -> m)).isEmpty();
    assertThat(
            line(m ->
                m.hops(1)
                    .secs(2)
                    .flags(0x8001)
                    .ciaddr(Ipv4.of("192.0.2.7"))
                    .giaddr(Ipv4.of("192.0.2.1"))
                    .sname(Bytes.ofText("boot server"))
                    .file(Bytes.ofHex("ff41"))))
        .isEqualTo(
            " hops=1 secs=2 flags=0x8001,broadcast ciaddr=192.0.2.7 giaddr=192.0.2.1"
                + " sname=\"boot server\" file=ff41");
  }

  @Test
  void aLongValueIsCutInTheLineOnly() {
    Message message = message(m -> m.option(StandardOptions.ROOT_PATH, "p".repeat(1000)));
    assertThat(MessagePrinter.STANDARD.line(message)).endsWith("=" + "p".repeat(256) + "...");
    assertThat(MessagePrinter.STANDARD.lines(message)).endsWith("p".repeat(1000) + "\n");
  }

  @Test
  void aMessageWithoutTypeIsNamedByItsDirection() {
    assertThat(MessagePrinter.STANDARD.line(message(m -> m.without(53))))
        .startsWith("BOOTREQUEST xid=");
    assertThat(MessagePrinter.STANDARD.line(message(m -> m.option(53, Bytes.ofHex("63")))))
        .startsWith("BOOTREQUEST xid=");
  }

  @Test
  void theOperatorsOwnOptionsHaveTheirNames() {
    OptionSpaces spaces = OptionSpaces.STANDARD;
    for (OptionDef own :
        List.of(
            new OptionDef(224, "box", "uint16", false, List.of(), "dhcp4", "inner"),
            new OptionDef(1, "colour", "string", false, List.of(), "inner", ""))) {
      spaces = spaces.with(own.define().orElseThrow());
    }
    assertThat(new MessagePrinter(spaces).option(224, bytes("0007 01 03 726564 02 01 ff")))
        .isEqualTo("box=7={ colour=red option-2=ff }");
  }
}
