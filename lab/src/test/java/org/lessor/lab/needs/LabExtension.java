package org.lessor.lab.needs;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.lessor.lab.net.Lab;
import org.opentest4j.TestAbortedException;

/// Hands each test its lab, and shows the lab's evidence when the test fails. JUnit closes the lab,
/// as it does all that it stores.
final class LabExtension implements ParameterResolver, TestExecutionExceptionHandler {
  private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Lab.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getStore(NAMESPACE).computeIfAbsent(Lab.class, _ -> Lab.open(), Lab.class);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    Lab lab = context.getStore(NAMESPACE).get(Lab.class, Lab.class);
    if (lab == null || thrown instanceof TestAbortedException) {
      throw thrown;
    }
    throw withEvidence(thrown, lab);
  }

  static AssertionError withEvidence(Throwable thrown, Lab lab) {
    return new AssertionError(thrown.getMessage() + "\n\n" + lab.evidence(), thrown);
  }
}
