package dev.loadtest.crds.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders that a manifest's patterns may read: its own and those that the user has named. A manifest may come from
 * elsewhere, such as a pull request, and must not upload what else this machine holds. Links are resolved first.
 */
final class AllowedFolders {
    private final List<Path> folders;

    AllowedFolders(Path manifestFolder, List<Path> more) {
        folders = new ArrayList<>(more);
        folders.add(manifestFolder);
    }

    /** Whether a path, or of one that does not exist the folder that would hold it, lies in one of them. */
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
