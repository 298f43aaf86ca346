package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.block.BlockSheet;

/** What a case hands over when it is closed. */
public record CaseBooks(TallySheet sheet, BlockSheet blocks) {}
