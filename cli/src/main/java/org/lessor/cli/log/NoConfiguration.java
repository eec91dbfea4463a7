package org.lessor.cli.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/// Has logback look for no configuration and make none up at its start: [LogOutput] says what is
/// logged and where. Found by logback as a service.
public final class NoConfiguration extends ContextAwareBase implements Configurator {
  /// For the service loader.
  public NoConfiguration() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
