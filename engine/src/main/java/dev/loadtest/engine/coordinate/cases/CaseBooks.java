package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.block.BlockSheet;

/** Books of a closed case. */
public record CaseBooks(TallySheet sheet, BlockSheet blocks) {}
