using System.Collections.Generic;

namespace MirrorGuard.Core.Tests.Status;

/// <summary>Status lines as kernels, cmirrord and the mail print them.</summary>
internal static class RealLines
{
    public static IReadOnlyList<string> All { get; } =
    [
        "2 254:3 254:4 40960/40960 1 AA 3 clustered_disk 254:2 A",
        "2 254:0 254:1 31/32 1 AD 3 disk 254:2 A",
        "2 254:0 254:1 32/32 1 AA 3 disk 254:2 F",
        "2 254:0 254:1 32/32 1 AA 3 disk 254:2 D",
        "2 254:0 254:1 0/32 1 AS 1 core",
        "2 254:0 254:1 32/32 1 AR 1 core",
        "2 254:0 254:1 32/32 1 FU 1 core",
        "2 253:1 253:2 80/81 1 AD 3 disk 253:0 A",
        "4 253:1 253:2 253:3 253:4 10/10 1 ADFF 1 core",
        "2 253:3 253:4 400/400 1 AA 3 cluster 253:3 A",
        "2 253:3 253:4 400/400 1 DA 3 clustered-disk 253:2 D",
        "2 253:3 253:4 400/400 1 AA 1 clustered-core",
        "2 253:3 253:4 400/400 1 AA 1 clustered_core",
        "2 253:3 253:4 0/400 1 AA userspace 1 COM_FAILURE",
        "2 253:3 253:4 400/400 1 AA userspace 1 clustered-core",
        "2 253:3 253:4 400/400 1 AA userspace 3 clustered-disk 253:2 A",
        "2 253:3 253:4 400/400 1 AA ",
        "1 8:0 1/1 1 A 1 core",
        "3 8:0 8:16 8:32 17/18 1 ASR 1 core",
        "5 8:0 8:16 8:32 8:48 8:64 17/18 1 AAAAA 1 core",
        "6 8:0 8:16 8:32 8:48 8:64 8:80 17/18 1 AAAAAD 1 core",
        "7 8:0 8:16 8:32 8:48 8:64 8:80 8:96 17/18 1 AAAAAAF 1 core",
        "8 8:0 8:16 8:32 8:48 8:64 8:80 8:96 8:112 17/18 1 AAAAAAAR 1 core",
        "9 8:0 8:16 8:32 8:48 8:64 8:80 8:96 8:112 8:128 18/18 1 AFDSRUAAA 3 disk 4095:1048575 A",
        "2 254:0 254:1 18446744073709551614/18446744073709551615 1 AA 1 core",
    ];
}
