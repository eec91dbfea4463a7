package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lessor.engine.OptionAction.Container;
import org.lessor.engine.expression.Compiled;
import org.lessor.engine.expression.Expression;
import org.lessor.engine.expression.ExpressionCompiler;
import org.lessor.wire.Bytes;
import org.lessor.wire.Message;
import org.lessor.wire.OptionType;
import org.lessor.wire.OptionTypes;

/// Replies whose options are changed at the end.
class OptionActionTest {
  private static final Container USUAL =
      new Container(Container.Absent.MADE, Container.Emptied.TAKEN);
  private static final Container KEPT =
      new Container(Container.Absent.LEFT, Container.Emptied.LEFT);

  private static Expression.Text text(String source) {
    return ((Compiled.Ok<Expression.Text>) ExpressionCompiler.STANDARD.text(source)).expression();
  }

  private static OptionAction.Change add(String source) {
    return new OptionAction.Change.Add(text(source), Optional.empty());
  }

  private static OptionAction.Change supersede(String source) {
    return new OptionAction.Change.Supersede(text(source), Optional.empty());
  }

  private static OptionAction.Change remove(String source) {
    var compiled = ExpressionCompiler.STANDARD.condition(source);
    return new OptionAction.Change.Remove(
        ((Compiled.Ok<Expression.Condition>) compiled).expression());
  }

  private static OptionAction own(int code, OptionAction.Change change, String... classes) {
    return new OptionAction(
        new OptionAction.Target.Own(code), change, List.of(classes), OptionAction.Source.QUERY);
  }

  private static OptionAction sub(
      int code, int sub, Container container, OptionAction.Change change) {
    return new OptionAction(
        new OptionAction.Target.Sub(code, sub, container),
        change,
        List.of(),
        OptionAction.Source.QUERY);
  }

  private static OptionAction vendor(
      long enterprise, int sub, Container container, OptionAction.Change change) {
    return new OptionAction(
        new OptionAction.Target.Vendor(enterprise, sub, container),
        change,
        List.of(),
        OptionAction.Source.QUERY);
  }

  private static Message reply(String scene, OptionAction... actions) {
    Settings settings =
        Scene.settings("subnet 192.0.2.0/24 pool .10-.19 " + scene)
            .withHooks(Hooks.NONE.withOptionActions(List.of(actions)));
    return Lab.of(settings)
        .client("02:00:00:00:00:01")
        .withOption(60, "686f7374")
        .discovers()
        .reply();
  }

  private static String hex(Message reply, int code) {
    return reply.option(code).map(Bytes::toHex).orElse("absent");
  }

  @Test
  void addPutsAnOptionThereOnlyWhereItIsNot() {
    assertThat(hex(reply("", own(67, add("option[60].hex + '.boot'"))), 67))
        .isEqualTo(Bytes.ofText("host.boot").toHex());
    assertThat(hex(reply("always 67=aa", own(67, add("'x'"))), 67)).isEqualTo("aa");
    assertThat(hex(reply("", own(67, add("option[12].hex"))), 67))
        .as("nothing")
        .isEqualTo("absent");
    assertThat(hex(reply("", own(67, add("addrtotext('x')"))), 67))
        .as("failed")
        .isEqualTo("absent");
  }

  @Test
  void supersedeTakesThePlaceOfWhatIsThere() {
    assertThat(hex(reply("", own(1, supersede("0xffffffff"))), 1)).isEqualTo("ffffffff");
    assertThat(hex(reply("", own(67, supersede("'a'"))), 67)).isEqualTo("61");
    assertThat(hex(reply("", own(1, supersede("''"))), 1)).isEqualTo("ffffff00");
  }

  @Test
  void removeTakesAnOptionAwayIfTheConditionHolds() {
    assertThat(hex(reply("", own(1, remove("option[60].exists"))), 1)).isEqualTo("absent");
    assertThat(hex(reply("", own(1, remove("option[12].exists"))), 1)).isEqualTo("ffffff00");
    assertThat(hex(reply("", own(67, remove("option[60].exists"))), 67)).isEqualTo("absent");
  }

  @Test
  void aRefusalIsChangedToo() {
    Settings settings =
        Scene.settings("authoritative subnet 192.0.2.0/24 pool .10-.19")
            .withHooks(Hooks.NONE.withOptionActions(List.of(own(56, supersede("'no'")))));
    Message nak = Lab.of(settings).client("02:00:00:00:00:01").reboots("198.51.100.1").reply();
    assertThat(nak.option(56)).contains(Bytes.ofText("no"));
  }

  @Test
  void textIsReadByTheDefinition() {
    OptionType<?> type = OptionTypes.FQDN;
    OptionAction action =
        own(67, new OptionAction.Change.Supersede(text("'a.b'"), Optional.of(type)));
    assertThat(hex(reply("", action), 67)).isEqualTo("0161016200");
    OptionAction wrong =
        own(1, new OptionAction.Change.Supersede(text("'a'"), Optional.of(OptionTypes.IPV4)));
    assertThat(hex(reply("", wrong), 1)).as("not readable: left").isEqualTo("ffffff00");
  }

  @Test
  void aChangeMayBeForMembersOnly() {
    assertThat(hex(reply("", own(67, add("'x'"), "ALL")), 67)).isEqualTo("78");
    assertThat(hex(reply("", own(67, add("'x'"), "ALL", "UNKNOWN")), 67)).isEqualTo("78");
    assertThat(hex(reply("", own(67, add("'x'"), "ALL", "KNOWN")), 67)).isEqualTo("absent");
    assertThat(hex(reply("", own(67, add("'x'"), "VENDOR_CLASS_host")), 67)).isEqualTo("78");
    assertThat(hex(reply("", own(1, remove("member('VENDOR_CLASS_host')"))), 1))
        .isEqualTo("absent");
  }

  @Test
  void theReplyCanBeAskedWithTheChangesMadeSoFar() {
    OptionAction fromReply =
        new OptionAction(
            new OptionAction.Target.Own(67),
            supersede("hexstring(option[1].hex, '')"),
            List.of(),
            OptionAction.Source.RESPONSE);
    assertThat(hex(reply("", own(1, supersede("0xffffff80")), fromReply), 67))
        .isEqualTo(Bytes.ofText("ffffff80").toHex());
  }

  @Test
  void subOptionsComeAndGoWithTheirContainer() {
    assertThat(hex(reply("", sub(43, 1, USUAL, add("'ab'"))), 43)).isEqualTo("01026162");
    assertThat(hex(reply("", sub(43, 1, KEPT, add("'ab'"))), 43)).isEqualTo("absent");
    assertThat(hex(reply("always 43=02010f", sub(43, 1, KEPT, add("'a'"))), 43))
        .isEqualTo("02010f010161");
    assertThat(hex(reply("always 43=01010f", sub(43, 1, USUAL, add("'a'"))), 43))
        .isEqualTo("01010f");
    assertThat(hex(reply("always 43=01010f020100", sub(43, 1, USUAL, supersede("'abc'"))), 43))
        .isEqualTo("0103616263020100");
    assertThat(hex(reply("always 43=01010f", sub(43, 1, USUAL, remove("pkt4.hlen == 6"))), 43))
        .isEqualTo("absent");
    assertThat(hex(reply("always 43=01010f", sub(43, 1, KEPT, remove("pkt4.hlen == 6"))), 43))
        .isEmpty();
    assertThat(hex(reply("always 43=010f", sub(43, 1, USUAL, add("'a'"))), 43))
        .as("no sub-options")
        .isEqualTo("010f");
  }

  @Test
  void anEnterprisesOptionsStandInItsPartOf125() {
    assertThat(hex(reply("", vendor(9, 1, USUAL, add("'ab'"))), 125))
        .isEqualTo("000000090401026162");
    assertThat(hex(reply("", vendor(9, 1, KEPT, add("'ab'"))), 125)).isEqualTo("absent");
    String given = "always 125=0000000903010161000000080302010f";
    assertThat(hex(reply(given, vendor(8, 1, USUAL, add("'b'"))), 125))
        .isEqualTo("0000000903010161" + "00000008 06 02010f 010162".replace(" ", ""));
    assertThat(hex(reply(given, vendor(9, 1, USUAL, remove("pkt4.hlen == 6"))), 125))
        .isEqualTo("000000080302010f");
    assertThat(hex(reply(given, vendor(9, 1, KEPT, remove("pkt4.hlen == 6"))), 125))
        .isEqualTo("0000000900" + "000000080302010f");
  }

  @Test
  void whatDoesNotFitIntoASubOptionIsNotPutThere() {
    String long300 = "'" + "x".repeat(300) + "'";
    assertThat(hex(reply("", sub(43, 1, USUAL, add(long300))), 43)).isEqualTo("absent");
    assertThat(hex(reply("", vendor(9, 1, USUAL, add("'" + "x".repeat(255) + "'"))), 125))
        .isEqualTo("absent");
  }
}
