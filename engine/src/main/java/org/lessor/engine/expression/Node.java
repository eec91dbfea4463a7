package org.lessor.engine.expression;

/// A part of a compiled expression. Immutable; evaluated with [Facts], which lend it memory.
sealed interface Node permits Value, Truth {}
