package dev.loadtest.crds.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Folders from which a manifest's patterns may read: its own and those named by the user. A manifest may come from
 * elsewhere, such as a pull request, and must not upload other files of this machine. Links are resolved first.
 */
final class AllowedFolders {
    private final List<Path> folders;

    AllowedFolders(Path manifestFolder, List<Path> more) {
        folders = new ArrayList<>(more);
        folders.add(manifestFolder);
    }

    /** Whether a path, or the parent of an absent one, lies in one of them. */
    boolean hold(Path path) throws IOException {
        Path at = path.toAbsolutePath();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        Path real = at.toRealPath();
        for (Path folder : folders) {
            if (real.startsWith(folder.toAbsolutePath().toRealPath())) {
                return true;
            }
        }
        return false;
    }
}
