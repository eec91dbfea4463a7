package org.lessor.client.host;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Says what it would do, and does nothing: for dry runs.
public final class PrintingConfigurator implements HostConfigurator {
  private final String interfaceName;
  private final Consumer<String> lines;
  private @Nullable LinkConfiguration current;

  /// Hands what it would do to `lines`, one line each, without a line end.
  public PrintingConfigurator(String interfaceName, Consumer<String> lines) {
    this.interfaceName = interfaceName;
    this.lines = lines;
  }

  @Override
  public Adoption adopt(Optional<LinkConfiguration> remembered) {
    return new Adoption(Presence.ABSENT, Changes.NONE);
  }

  @Override
  public Changes apply(LinkConfiguration wanted) {
    say(Description.differences(Optional.ofNullable(current), wanted));
    current = wanted;
    return Changes.NONE;
  }

  @Override
  public Changes clear() {
    LinkConfiguration old = current;
    current = null;
    if (old != null) {
      say(Description.removals(old));
    }
    return Changes.NONE;
  }

  private void say(List<String> words) {
    words.forEach(word -> lines.accept("would set on " + interfaceName + ": " + word));
  }

  @Override
  public Optional<LinkConfiguration> current() {
    return Optional.ofNullable(current);
  }
}
