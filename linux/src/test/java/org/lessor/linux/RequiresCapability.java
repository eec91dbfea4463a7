package org.lessor.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Skips a test, with the reason in the report, where it may not do what it must.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresCapability.Condition.class)
public @interface RequiresCapability {
  Capability[] value();

  /// Compares with what the test process has.
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return AnnotationSupport.findAnnotation(context.getElement(), RequiresCapability.class)
          .map(annotation -> evaluate(List.of(annotation.value())))
          .orElseGet(() -> ConditionEvaluationResult.enabled("asks for no capability"));
    }

    private static ConditionEvaluationResult evaluate(List<Capability> wanted) {
      Set<Capability> missing = EnumSet.copyOf(wanted);
      try {
        missing.removeAll(Capability.effective());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      return missing.isEmpty()
          ? ConditionEvaluationResult.enabled("has " + wanted)
          : ConditionEvaluationResult.disabled(
              "needs " + missing + ": run the tests as root, or by unshare -Ur");
    }
  }
}
