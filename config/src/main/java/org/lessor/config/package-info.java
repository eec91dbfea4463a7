/// Kea-format JSON to engine settings, and every complaint about it.
package org.lessor.config;
