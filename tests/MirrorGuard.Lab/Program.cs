using System;
using System.CommandLine;

using MirrorGuard.Lab;
using MirrorGuard.Lab.Commands;

var root = new RootCommand("Real kernels in seconds: guests that run the stock LVM and dmeventd on disks that can break.")
{
    DemoCommand.Create(),
    CompareCommand.Create(),
    ShellCommand.Create(),
    RunCommand.Create(),
    QemuCommand.Create(),
    RootsCommand.Create(),
    DoctorCommand.Create(),
};

try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (LabException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
