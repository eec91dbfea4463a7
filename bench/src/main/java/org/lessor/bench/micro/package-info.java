/// Benchmarks of single parts, run by JMH: `bench/micro`. See the README of this module.
package org.lessor.bench.micro;
