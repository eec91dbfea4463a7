package org.lessor.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lessor.wire.Ipv4;

/// Each literal, field, function and operator in one line whose outcome is another one where it is
/// ignored or taken for its neighbour. That none is missing is found by looking at the types that
/// expressions are compiled to.
class WholeLanguageTest {
  private static final Sample PACKET =
      Sample.discover()
          .with(
              Sample.discover()
                  .message()
                  .with(m ->
                      m.ciaddr(Ipv4.of("192.0.2.2"))
                          .giaddr(Ipv4.of("192.0.2.3"))
                          .yiaddr(Ipv4.of("192.0.2.4"))
                          .siaddr(Ipv4.of("192.0.2.5"))))
          .text(12, "Alpha")
          .option(50, "c0000209")
          .option(82, "0103616263 0201ff 0904000000 07")
          .option(43, "010161")
          .option(124, "0000118b 02 6162 0000118b 02 6364")
          .option(125, "0000118b 06 0204 c0000201")
          .in("gold");

  private static final List<String[]> BYTES =
      List.of(
          new String[] {"'a b'", "612062"},
          new String[] {"0x1ff", "01ff"},
          new String[] {"258", "00000102"},
          new String[] {"192.0.2.1", "c0000201"},
          new String[] {"2001:db8::1", "20010db8000000000000000000000001"},
          new String[] {"option[50].hex", "c0000209"},
          new String[] {"option[12].hex", "416c706861"},
          new String[] {"option[dhcp-requested-address].text", "3139322e302e322e39"},
          new String[] {"option[43].option[1].hex", "61"},
          new String[] {"relay4[1].hex", "616263"},
          new String[] {"relay4[1].text", "363136323633"},
          new String[] {"vendor.enterprise", "0000118b"},
          new String[] {"vendor[4491].option[2].text", "3139322e302e322e31"},
          new String[] {"vendor[*].option[2].hex", "c0000201"},
          new String[] {"vendor-class.enterprise", "0000118b"},
          new String[] {"vendor-class[4491].data", "6162"},
          new String[] {"vendor-class[*].data[1]", "6364"},
          new String[] {"pkt.iface", "65746837"},
          new String[] {"pkt.src", "c000024d"},
          new String[] {"pkt.dst", "c0000201"},
          new String[] {"pkt.len", "0000012e"},
          new String[] {"pkt4.mac", "02005e10a0ff"},
          new String[] {"pkt4.hlen", "00000006"},
          new String[] {"pkt4.htype", "00000001"},
          new String[] {"pkt4.ciaddr", "c0000202"},
          new String[] {"pkt4.giaddr", "c0000203"},
          new String[] {"pkt4.yiaddr", "c0000204"},
          new String[] {"pkt4.siaddr", "c0000205"},
          new String[] {"pkt4.msgtype", "00000001"},
          new String[] {"pkt4.transid", "01020304"},
          new String[] {"substring('abcdef', 1, 2)", "6263"},
          new String[] {"substring('abcdef', -2, all)", "6566"},
          new String[] {"substring('abcdef', 3, -2)", "6263"},
          new String[] {"split('a.b-c', '.-', 2)", "62"},
          new String[] {"concat('a', 'b')", "6162"},
          new String[] {"'a' + 'b' + 'c'", "616263"},
          new String[] {"ifelse('a' == 'a', 'b', addrtotext('c'))", "62"},
          new String[] {"sifelse('a' == 'b', 'b', 'c')", "63"},
          new String[] {"sifelse('a' == 'a', 'b', addrtotext('c'))", "failed"},
          new String[] {"lcase('aBC')", "616263"},
          new String[] {"ucase('aBc')", "414243"},
          new String[] {"hexstring(0x01ab, ':')", "30313a6162"},
          new String[] {"addrtotext(0xc0000201)", "3139322e302e322e31"},
          new String[] {"int8totext(0xff)", "2d31"},
          new String[] {"int16totext(0xfffe)", "2d32"},
          new String[] {"int32totext(0xfffffffd)", "2d33"},
          new String[] {"uint8totext(0xff)", "323535"},
          new String[] {"uint16totext(0xffff)", "3635353335"},
          new String[] {"uint32totext(0xffffffff)", "34323934393637323935"});

  private static final List<String[]> TRUTHS =
      List.of(
          new String[] {"option[12].exists", "TRUE"},
          new String[] {"option[13].exists", "FALSE"},
          new String[] {"relay4[2].exists", "TRUE"},
          new String[] {"relay4[3].exists", "FALSE"},
          new String[] {"vendor[4491].exists", "TRUE"},
          new String[] {"vendor[4492].exists", "FALSE"},
          new String[] {"vendor[4491].option[1].exists", "FALSE"},
          new String[] {"vendor-class[4491].exists", "TRUE"},
          new String[] {"vendor-class[4492].exists", "FALSE"},
          new String[] {"member('gold')", "TRUE"},
          new String[] {"member('silver')", "FALSE"},
          new String[] {"not 'a' == 'b'", "TRUE"},
          new String[] {"not 'a' == 'a'", "FALSE"},
          new String[] {"'a' == 'a' and 'a' == 'b'", "FALSE"},
          new String[] {"'a' == 'b' and addrtotext('x') == ''", "FALSE"},
          new String[] {"'a' == 'b' sand addrtotext('x') == ''", "FAILED"},
          new String[] {"'a' == 'a' sand 'a' == 'b'", "FALSE"},
          new String[] {"'a' == 'b' or 'a' == 'a'", "TRUE"},
          new String[] {"'a' == 'a' or addrtotext('x') == ''", "TRUE"},
          new String[] {"'a' == 'a' sor addrtotext('x') == ''", "FAILED"},
          new String[] {"'a' == 'b' sor 'a' == 'a'", "TRUE"},
          new String[] {"match('a.*', 'abc')", "TRUE"},
          new String[] {"match('a.', 'abc')", "FALSE"},
          new String[] {"('a' == 'b' and 'a' == 'b') or 'a' == 'a'", "TRUE"},
          new String[] {"'a' == 'b' and ('a' == 'b' or 'a' == 'a')", "FALSE"});

  static List<String[]> bytes() {
    return BYTES;
  }

  static List<String[]> truths() {
    return TRUTHS;
  }

  @ParameterizedTest
  @MethodSource("bytes")
  void bytesAreThese(String source, String hex) {
    assertThat(PACKET.hex(source)).isEqualTo(hex);
  }

  @ParameterizedTest
  @MethodSource("truths")
  void conditionsHoldOrNot(String source, String outcome) {
    assertThat(PACKET.outcome(source).name()).isEqualTo(outcome);
  }

  @Test
  void nothingOfTheLanguageIsMissing() throws IllegalAccessException {
    Set<String> wanted = new TreeSet<>();
    kinds(Node.class, wanted);
    kinds(OptionSource.class, wanted);
    Set<String> used = new TreeSet<>();
    ExpressionCompiler compiler = new ExpressionCompiler(PACKET.spaces(), _ -> true);
    for (String[] row : BYTES) {
      walk(Sample.compiled(compiler.text(row[0])), used);
    }
    for (String[] row : TRUTHS) {
      walk(Sample.compiled(compiler.condition(row[0])), used);
    }
    assertThat(used).as("add a line for what is missing here").containsAll(wanted);
    assertThat(wanted).contains("Substring", "PacketField.MAC", "ChangeCase.Case.UPPER", "Not");
  }

  /// The names of all types that a part of an expression may have, and of the values of their
  /// enums.
  private static void kinds(Class<?> type, Set<String> names) {
    if (type.isSealed()) {
      for (Class<?> kind : type.getPermittedSubclasses()) {
        kinds(kind, names);
      }
      return;
    }
    if (type.isEnum()) {
      constants(type, names);
      return;
    }
    names.add(type.getSimpleName());
    for (Field field : type.getDeclaredFields()) {
      if (field.getType().isEnum() && !Modifier.isStatic(field.getModifiers())) {
        constants(field.getType(), names);
      }
    }
  }

  private static void constants(Class<?> type, Set<String> names) {
    for (Object constant : type.getEnumConstants()) {
      names.add(name(constant));
    }
  }

  private static String name(Object constant) {
    String type = ((Enum<?>) constant).getDeclaringClass().getName();
    String inner = type.substring(type.lastIndexOf('.') + 1).replaceFirst("^TextFunction\\$", "");
    return inner.replace('$', '.') + "." + ((Enum<?>) constant).name();
  }

  private static void walk(Object part, Set<String> used) throws IllegalAccessException {
    if (part instanceof Enum<?> constant) {
      used.add(name(constant));
      return;
    }
    if (part instanceof List<?> list) {
      for (Object each : list) {
        walk(each, used);
      }
      return;
    }
    if (!(part instanceof Node || part instanceof OptionSource || part instanceof Expression)) {
      return;
    }
    used.add(part.getClass().getSimpleName());
    for (Field field : part.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        walk(field.get(part), used);
      }
    }
  }
}
