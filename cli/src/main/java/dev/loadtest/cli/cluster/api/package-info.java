/** What this program asks of an API server: LoadTests, the ConfigMaps of their files and results, and a watch. */
@NullMarked
package dev.loadtest.cli.cluster.api;

import org.jspecify.annotations.NullMarked;
