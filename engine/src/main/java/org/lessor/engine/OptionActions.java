package org.lessor.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.expression.Expression;
import org.lessor.engine.expression.Facts;
import org.lessor.wire.Bytes;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Message;
import org.lessor.wire.OptionType;
import org.lessor.wire.SubOption;
import org.lessor.wire.SubOptions;

/// Changes a reply as [OptionAction]s say. Made for one reply.
final class OptionActions {
  private static final int MAX_SUB_OPTION = 255;

  private final Facts query;
  private final Reception reception;
  private final Predicate<String> classes;
  private Message reply;

  private OptionActions(
      Message reply, DhcpMessage request, Reception reception, Predicate<String> classes) {
    this.reply = reply;
    this.query = new Facts(request, reception, classes);
    this.reception = reception;
    this.classes = classes;
  }

  /// The reply with all changes made, in order.
  static Message applied(
      List<OptionAction> actions,
      Message reply,
      DhcpMessage request,
      Reception reception,
      Predicate<String> classes) {
    if (actions.isEmpty()) {
      return reply;
    }
    OptionActions changing = new OptionActions(reply, request, reception, classes);
    actions.forEach(changing::apply);
    return changing.reply;
  }

  private void apply(OptionAction action) {
    if (!action.classes().stream().allMatch(classes)) {
      return;
    }
    Facts facts =
        switch (action.source()) {
          case QUERY -> query;
          case RESPONSE -> new Facts(reply, reception, classes);
        };
    switch (action.target()) {
      case OptionAction.Target.Own(int code) -> {
        Optional<Bytes> before = reply.option(code);
        replace(code, before, changed(action.change(), before, facts));
      }
      case OptionAction.Target.Sub sub -> inOption(sub, action.change(), facts);
      case OptionAction.Target.Vendor vendor -> inPart(vendor, action.change(), facts);
    }
  }

  /// What the option is after the change.
  private static Optional<Bytes> changed(
      OptionAction.Change change, Optional<Bytes> before, Facts facts) {
    return switch (change) {
      case OptionAction.Change.Add add ->
          before.isPresent() ? before : value(add.value(), add.type(), facts);
      case OptionAction.Change.Supersede supersede ->
          value(supersede.value(), supersede.type(), facts).or(() -> before);
      case OptionAction.Change.Remove(Expression.Condition condition) ->
          before.isPresent() && condition.holds(facts) ? Optional.empty() : before;
    };
  }

  private static Optional<Bytes> value(
      Expression.Text text, Optional<OptionType<?>> type, Facts facts) {
    Optional<Bytes> yielded = text.value(facts).filter(value -> !value.isEmpty());
    return yielded.isEmpty() || type.isEmpty() ? yielded : read(type.get(), yielded.get().toText());
  }

  private static <T> Optional<Bytes> read(OptionType<T> type, String text) {
    return type.parse(text).map(type::encode).toOptional();
  }

  private void replace(int code, Optional<Bytes> before, Optional<Bytes> after) {
    if (after.isEmpty() && before.isPresent()) {
      reply = reply.with(builder -> builder.without(code));
    } else if (!after.equals(before)) {
      reply = reply.with(builder -> builder.option(code, after.orElseThrow()));
    }
  }

  private void inOption(OptionAction.Target.Sub target, OptionAction.Change change, Facts facts) {
    Optional<Bytes> before = reply.option(target.code());
    SubOptions.Framing framing =
        target.code() == OptionCodes.VENDOR_SPECIFIC
            ? SubOptions.Framing.PAD_AND_END
            : SubOptions.Framing.PLAIN;
    Optional<SubOptions> given =
        before.isEmpty() ? Optional.of(SubOptions.NONE) : SubOptions.decode(before.get(), framing);
    if (given.isEmpty()) {
      return; // What stands there is not made of sub-options.
    }
    SubOptions after = changed(given.get(), target.subCode(), change, facts);
    if (after.equals(given.get())) {
      return;
    }
    Optional<Bytes> content = Optional.of(after.encode());
    replace(target.code(), before, kept(target.container(), before.isPresent(), content));
  }

  private static Optional<Bytes> kept(
      OptionAction.Container container, boolean wasThere, Optional<Bytes> content) {
    boolean unwanted =
        wasThere
            ? content.isPresent()
                && content.get().isEmpty()
                && container.emptied() == OptionAction.Container.Emptied.TAKEN
            : container.absent() == OptionAction.Container.Absent.LEFT;
    return unwanted ? Optional.empty() : content;
  }

  private static SubOptions changed(
      SubOptions given, int code, OptionAction.Change change, Facts facts) {
    Optional<Bytes> before = given.value(code);
    Optional<Bytes> after = changed(change, before, facts);
    if (after.equals(before) || after.map(Bytes::length).orElse(0) > MAX_SUB_OPTION) {
      return given;
    }
    List<SubOption> changed = new ArrayList<>();
    boolean placed = false;
    for (SubOption option : given) {
      if (option.code() != code) {
        changed.add(option);
      } else if (after.isPresent() && !placed) {
        changed.add(new SubOption(code, after.get()));
        placed = true;
      }
    }
    if (after.isPresent() && !placed) {
      changed.add(new SubOption(code, after.get()));
    }
    return new SubOptions(changed);
  }

  private void inPart(OptionAction.Target.Vendor target, OptionAction.Change change, Facts facts) {
    Optional<Bytes> before = reply.option(OptionCodes.VENDOR_OPTIONS);
    Map<Long, Bytes> parts = new LinkedHashMap<>();
    for (VendorParts.Part part : VendorParts.of(before.orElse(Bytes.EMPTY))) {
      parts.putIfAbsent(part.enterprise(), part.content());
    }
    @Nullable Bytes part = parts.get(target.enterprise());
    Optional<SubOptions> given =
        part == null ? Optional.of(SubOptions.NONE) : SubOptions.decode(part);
    if (given.isEmpty()) {
      return; // What stands there is not made of sub-options.
    }
    SubOptions after = changed(given.get(), target.subCode(), change, facts);
    Bytes content = after.encode();
    if (after.equals(given.get()) || content.length() > MAX_SUB_OPTION) {
      return;
    }
    Optional<Bytes> kept = kept(target.container(), part != null, Optional.of(content));
    if (kept.isPresent()) {
      parts.put(target.enterprise(), kept.get());
    } else {
      parts.remove(target.enterprise());
    }
    replace(
        OptionCodes.VENDOR_OPTIONS,
        before,
        parts.isEmpty() ? Optional.empty() : Optional.of(VendorParts.encode(parts)));
  }
}
