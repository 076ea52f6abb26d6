using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Simulation;

/// <summary>Copies regions from the default leg to all others: kernel <c>dm-raid1.c</c>, <c>recover</c>, with <c>dm-kcopyd.c</c>.</summary>
internal sealed class MirrorRecovery(MirrorTarget target, KernelWork work, LegSet legs, RegionHash hash)
{
    internal void Run()
    {
        hash.PrepareRecovery();
        while (hash.TryStartRecovery(out var region))
            Copy(region!);
    }

    private void Copy(Region region)
    {
        var source = legs.Default;
        int[] targets = [.. Enumerable.Range(0, legs.Count).Where(leg => leg != source)];
        work.Post(() =>
        {
            var isRead = TryRead(source, region, out var contents);
            // Without handle_errors what could not be read is copied all the same, as zeros.
            if (isRead || !target.Table.HandlesErrors)
                WriteTo(targets, region, contents, isRead);
            else
                EndSoon(region, isRead, []);
        });
    }

    private void WriteTo(int[] targets, Region region, ulong[] contents, bool isRead)
    {
        var left = targets.Length;
        var failed = new SortedSet<int>();
        for (var index = 0; index < targets.Length; index++)
        {
            var position = index;
            work.Send(() =>
            {
                if (!TryWrite(targets[position], region, contents))
                    failed.Add(position);
                if (--left == 0)
                    EndSoon(region, isRead, failed);
            });
        }
    }

    /// <summary>The copying thread tells when it gets to it, and by then another leg may be the default.</summary>
    private void EndSoon(Region region, bool isRead, SortedSet<int> failed) => work.Post(() => End(region, isRead, failed));

    /// <param name="region">What was copied.</param>
    /// <param name="isRead">The source could be read.</param>
    /// <param name="failed">Positions among the legs other than the default one of now, which may have changed since the copy began.</param>
    private void End(Region region, bool isRead, SortedSet<int> failed)
    {
        if (!isRead)
            target.Fail(legs.Default, LegErrors.Sync);
        var position = 0;
        for (var leg = 0; leg < legs.Count && failed.Count > 0; leg++)
        {
            if (leg != legs.Default && failed.Contains(position++))
                target.Fail(leg, LegErrors.Sync);
        }
        hash.EndRecovery(region, isRead && failed.Count == 0);
    }

    private bool TryRead(int leg, Region region, out ulong[] contents)
    {
        var first = target.Table.Geometry.FirstBlockOf(region.Number);
        contents = new ulong[target.Table.Geometry.BlocksPerRegion];
        for (var offset = 0; offset < contents.Length; offset++)
        {
            if (target.Table.Legs[leg].TryRead(first + offset, out contents[offset]))
                continue;
            contents = new ulong[contents.Length];
            return false;
        }
        return true;
    }

    private bool TryWrite(int leg, Region region, ulong[] contents)
    {
        var first = target.Table.Geometry.FirstBlockOf(region.Number);
        var isWritten = true;
        for (var offset = 0; offset < contents.Length; offset++)
            isWritten &= target.Table.Legs[leg].TryWrite(first + offset, contents[offset]);
        return isWritten;
    }
}
