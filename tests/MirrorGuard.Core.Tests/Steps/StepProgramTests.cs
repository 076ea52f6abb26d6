using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using Xunit;

namespace MirrorGuard.Core.Tests.Steps;

public sealed class StepProgramTests
{
    private static readonly DeviceNumber Image = new(254, 4);
    private static readonly DeviceNumber Mirror = new(254, 5);

    private static ReadOnlySpan<byte> Uuid => "Ab3xyz12345678abcdefghijklmnop!#"u8;

    [Fact]
    public void A_program_is_read_back_as_it_was_written()
    {
        var program = new StepProgram { Id = 7 };
        program.LockGroup("/run/lock/lvm/V_vg"u8, TimeSpan.FromMinutes(1));
        program.Expect(Mirror, 2048, "mirror"u8, "core 1 64 2 254:3 0 254:4 0 1 handle_errors"u8);
        program.Load(Image, 1024, "error"u8, default);
        program.ClearInactive(Image);
        program.Suspend(Mirror);
        program.Resume(Mirror);
        program.Record("/run/mirrorguard/x"u8, "released\n"u8);
        program.Forget("/run/mirrorguard/y"u8);
        program.Identify(Image);
        program.ExpectDisk(Image, 4096, Uuid);
        program.Read(Image, 8192, 512);
        program.Copy(Image, 1UL << 40, Mirror, 4096, 65536);
        program.Keep(Image, Mirror, 4096, 512, "/var/lib/mirrorguard/overwritten/z"u8);
        program.ExpectContent(Image, 4096, 512, ulong.MaxValue);

        Lines(program).Should().Equal(
            "LockGroup 60 /run/lock/lvm/V_vg",
            "Expect 254:5 2048 mirror core 1 64 2 254:3 0 254:4 0 1 handle_errors",
            "Load 254:4 1024 error ",
            "Clear 254:4",
            "Suspend 254:5",
            "Resume 254:5",
            "Record /run/mirrorguard/x released\n",
            "Forget /run/mirrorguard/y",
            "Identify 254:4",
            "ExpectDisk 254:4 4096 Ab3xyz12345678abcdefghijklmnop!#",
            "Read 254:4 8192 512",
            "Copy 254:4 1099511627776 254:5 4096 65536",
            "Keep 254:4 254:5 4096 512 /var/lib/mirrorguard/overwritten/z",
            "ExpectContent 254:4 4096 512 18446744073709551615");
        program.Count.Should().Be(14);
        program.Id.Should().Be(7);
    }

    [Fact]
    public void A_cleared_program_is_as_good_as_a_new_one()
    {
        var used = new StepProgram { Id = 3, IsAside = true };
        used.Record("/run/mirrorguard/x"u8, "a long text that must not shine through"u8);

        used.Clear();

        used.Bytes.SequenceEqual(new StepProgram().Bytes).Should().BeTrue();
        (used.Id, used.IsAside, used.Count).Should().Be((0u, false, 0));

        used.Forget("/a"u8);
        var fresh = new StepProgram();
        fresh.Forget("/a"u8);
        used.Bytes.SequenceEqual(fresh.Bytes).Should().BeTrue("what was there before is overwritten, padding included");
    }

    [Fact]
    public void Nine_legs_of_the_longest_kind_their_log_and_a_record_fit()
    {
        string longestNumber = new DeviceNumber(DeviceNumber.MaxMajor, DeviceNumber.MaxMinor).ToString();
        byte[] linear = Encoding.ASCII.GetBytes($"{longestNumber} {ulong.MaxValue}");
        byte[] mirror = Encoding.ASCII.GetBytes(
            $"disk 2 {longestNumber} 4294967295 9{string.Concat(Enumerable.Repeat($" {longestNumber} {ulong.MaxValue}", 9))} 2 handle_errors keep_log");
        var program = new StepProgram();

        program.LockGroup(Encoding.ASCII.GetBytes("/run/lock/lvm/V_" + new string('v', 127)), TimeSpan.FromDays(1));
        for (uint leg = 0; leg < MirrorStatus.MaxLegs + 1; leg++)
        {
            program.Expect(new DeviceNumber(254, leg), 1, "linear"u8, linear);
            program.Load(new DeviceNumber(254, leg), 1, "linear"u8, linear);
            program.ExpectDisk(new DeviceNumber(8, leg), 1, Uuid);
            program.Resume(new DeviceNumber(254, leg));
        }
        program.Expect(Mirror, 1, "mirror"u8, mirror);
        program.Load(Mirror, 1, "mirror"u8, mirror);
        program.Resume(Mirror);
        program.Record("/run/mirrorguard/x"u8, new byte[4096]);

        program.Bytes.Length.Should().BeLessThan(StepProgram.MaxBytes);
    }

    [Fact]
    public void What_does_not_fit_is_a_bug_and_leaves_the_program_as_it_was()
    {
        var program = new StepProgram();
        program.Record("/a"u8, new byte[StepProgram.MaxContentLength]);
        byte[] before = program.Bytes.ToArray();

        Action tooMuch = () => program.Record("/b"u8, new byte[StepProgram.MaxContentLength]);

        tooMuch.Should().Throw<InvalidOperationException>().WithMessage("*fits its buffer*");
        program.Bytes.ToArray().Should().Equal(before);
    }

    [Fact]
    public void A_step_too_many_is_a_bug()
    {
        var program = new StepProgram();
        for (int step = 0; step < StepProgram.MaxSteps; step++)
            program.Resume(Mirror);

        Action oneMore = () => program.Resume(Mirror);

        oneMore.Should().Throw<InvalidOperationException>();
    }

    public static TheoryData<string, Action<StepProgram>> Malformed => new()
    {
        { "a relative path", program => program.Forget("a"u8) },
        { "no path", program => program.Forget(default) },
        { "a NUL in a path", program => program.LockGroup("/a\0b"u8, TimeSpan.FromMinutes(1)) },
        { "a long path", program => program.Forget(Encoding.ASCII.GetBytes("/" + new string('a', StepProgram.MaxPathLength))) },
        { "no type", program => program.Load(Mirror, 1, default, default) },
        { "a long type", program => program.Load(Mirror, 1, "sixteen_letters_"u8, default) },
        { "a NUL in parameters", program => program.Load(Mirror, 1, "linear"u8, "a\0b"u8) },
        { "long parameters", program => program.Load(Mirror, 1, "linear"u8, Encoding.ASCII.GetBytes(new string('a', StepProgram.MaxParametersLength + 1))) },
        { "an empty table", program => program.Load(Mirror, 0, "error"u8, default) },
        { "a short UUID", program => program.ExpectDisk(Mirror, 1, "abc"u8) },
        { "a long file", program => program.Record("/a"u8, new byte[StepProgram.MaxContentLength + 1]) },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_step_is_a_bug(string what, Action<StepProgram> step)
    {
        var program = new StepProgram();

        program.Invoking(step).Should().Throw<InvalidOperationException>(what);
        program.Count.Should().Be(0);
    }

    [Fact]
    public void A_program_that_is_written_again_and_read_allocates_nothing()
    {
        var program = new StepProgram();
        int steps = WriteAndCount(program);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 100; round++)
            steps += WriteAndCount(program);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        steps.Should().Be(303);
    }

    private static int WriteAndCount(StepProgram program)
    {
        program.Clear();
        program.Expect(Mirror, 2048, "mirror"u8, "core 1 64 2 254:3 0 254:4 0 1 handle_errors"u8);
        program.Load(Mirror, 2048, "mirror"u8, "core 1 64 2 254:3 0 254:4 0 2 handle_errors keep_log"u8);
        program.Resume(Mirror);
        int steps = 0;
        foreach (var step in program)
            steps += step.Device == Mirror ? 1 : 0;
        return steps;
    }

    private static List<string> Lines(StepProgram program)
    {
        var lines = new List<string>();
        foreach (var step in program)
            lines.Add($"{step.Kind} {Words(step)}");
        return lines;
    }

    private static string Words(Step step) => step.Kind switch
    {
        StepKind.LockGroup => $"{step.Longest.TotalSeconds} {Text(step.Path)}",
        StepKind.Forget => Text(step.Path),
        StepKind.Record => $"{Text(step.Path)} {Text(step.Content)}",
        StepKind.Expect or StepKind.Load => $"{step.Device} {step.Sectors} {Text(step.Type)} {Text(step.Parameters)}",
        StepKind.ExpectDisk => $"{step.Device} {step.Sectors} {Text(step.PvUuid)}",
        StepKind.Read => $"{step.Device} {step.OffsetBytes} {step.LengthBytes}",
        StepKind.ExpectEvents => $"{step.Device} {step.Events}",
        StepKind.Keep => $"{step.Device} {step.Target} {step.OffsetBytes} {step.LengthBytes} {Text(step.Path)}",
        StepKind.ExpectContent => $"{step.Device} {step.OffsetBytes} {step.LengthBytes} {step.Digest}",
        StepKind.Copy => $"{step.Device} {step.OffsetBytes} {step.Target} {step.TargetOffsetBytes} {step.LengthBytes}",
        _ => step.Device.ToString(),
    };

    private static string Text(ReadOnlySpan<byte> text) => Encoding.ASCII.GetString(text);
}
