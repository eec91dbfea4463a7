/// Programs that measure: the bare loop, the comparison of servers, benchmarks.
package org.lessor.bench;
