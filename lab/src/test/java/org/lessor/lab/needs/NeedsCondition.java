package org.lessor.lab.needs;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.lessor.lab.needs.Need.Place;

/// Skips, or fails, what cannot run here.
final class NeedsCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return evaluate(
        context.getElement().map(NeedsCondition::needs).orElse(List.of()), Place.here());
  }

  static ConditionEvaluationResult evaluate(List<Need> needs, Place place) {
    return needs.stream()
        .map(need -> need.unmet(place))
        .flatMap(Optional::stream)
        .findFirst()
        .map(ConditionEvaluationResult::disabled)
        .orElse(ConditionEvaluationResult.enabled("all needs are met"));
  }

  static List<Need> needs(AnnotatedElement element) {
    List<Need> needs = new ArrayList<>();
    findAnnotation(element, NeedsRoot.class).ifPresent(_ -> needs.add(new Need.Root()));
    findAnnotation(element, NeedsNamespaces.class).ifPresent(_ -> needs.add(new Need.Namespaces()));
    findAnnotation(element, NeedsProgram.class)
        .ifPresent(programs -> {
          for (String program : programs.value()) {
            needs.add(new Need.Program(program));
          }
        });
    findAnnotation(element, NeedsLinkKind.class)
        .ifPresent(kind -> needs.add(new Need.LinkKind(kind.value())));
    return needs;
  }
}
