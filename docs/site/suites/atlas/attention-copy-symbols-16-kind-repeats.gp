# The numbers are in attention-copy-symbols-16-kind-repeats.tsv.
#   gnuplot attention-copy-symbols-16-kind-repeats.gp                      draws attention-copy-symbols-16-kind-repeats.svg
#   gnuplot -e "format='pdf'" attention-copy-symbols-16-kind-repeats.gp   draws attention-copy-symbols-16-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 16, kind repeats), trained to 16: attention at length 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-copy-symbols-16-kind-repeats'
others = 86
array grey_style[86]
grey_style[1] = 2
grey_style[2] = 3
grey_style[3] = 4
grey_style[4] = 5
grey_style[5] = 6
grey_style[6] = 7
grey_style[7] = 8
grey_style[8] = 9
grey_style[9] = 10
grey_style[10] = 11
grey_style[11] = 12
grey_style[12] = 13
grey_style[13] = 14
grey_style[14] = 15
grey_style[15] = 16
grey_style[16] = 17
grey_style[17] = 18
grey_style[18] = 19
grey_style[19] = 20
grey_style[20] = 21
grey_style[21] = 22
grey_style[22] = 23
grey_style[23] = 24
grey_style[24] = 25
grey_style[25] = 45
grey_style[26] = 46
grey_style[27] = 47
grey_style[28] = 48
grey_style[29] = 49
grey_style[30] = 50
grey_style[31] = 51
grey_style[32] = 52
grey_style[33] = 53
grey_style[34] = 54
grey_style[35] = 55
grey_style[36] = 56
grey_style[37] = 57
grey_style[38] = 59
grey_style[39] = 60
grey_style[40] = 61
grey_style[41] = 62
grey_style[42] = 63
grey_style[43] = 64
grey_style[44] = 65
grey_style[45] = 66
grey_style[46] = 67
grey_style[47] = 68
grey_style[48] = 69
grey_style[49] = 70
grey_style[50] = 71
grey_style[51] = 72
grey_style[52] = 73
grey_style[53] = 74
grey_style[54] = 75
grey_style[55] = 76
grey_style[56] = 77
grey_style[57] = 78
grey_style[58] = 79
grey_style[59] = 80
grey_style[60] = 82
grey_style[61] = 83
grey_style[62] = 85
grey_style[63] = 86
grey_style[64] = 88
grey_style[65] = 89
grey_style[66] = 90
grey_style[67] = 91
grey_style[68] = 92
grey_style[69] = 93
grey_style[70] = 95
grey_style[71] = 96
grey_style[72] = 97
grey_style[73] = 98
grey_style[74] = 99
grey_style[75] = 100
grey_style[76] = 101
grey_style[77] = 102
grey_style[78] = 103
grey_style[79] = 104
grey_style[80] = 105
grey_style[81] = 106
grey_style[82] = 107
grey_style[83] = 108
grey_style[84] = 109
grey_style[85] = 110
grey_style[86] = 111
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.5681091134287879
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[111]
array row_last[111]
row_first[1] = 0; row_last[1] = 31
row_first[2] = 32; row_last[2] = 47
row_first[3] = 48; row_last[3] = 63
row_first[4] = 64; row_last[4] = 79
row_first[5] = 80; row_last[5] = 95
row_first[6] = 96; row_last[6] = 111
row_first[7] = 112; row_last[7] = 127
row_first[8] = 128; row_last[8] = 143
row_first[9] = 144; row_last[9] = 159
row_first[10] = 160; row_last[10] = 175
row_first[11] = 176; row_last[11] = 191
row_first[12] = 192; row_last[12] = 207
row_first[13] = 208; row_last[13] = 223
row_first[14] = 224; row_last[14] = 239
row_first[15] = 240; row_last[15] = 255
row_first[16] = 256; row_last[16] = 271
row_first[17] = 272; row_last[17] = 287
row_first[18] = 288; row_last[18] = 303
row_first[19] = 304; row_last[19] = 319
row_first[20] = 320; row_last[20] = 335
row_first[21] = 336; row_last[21] = 351
row_first[22] = 352; row_last[22] = 367
row_first[23] = 368; row_last[23] = 383
row_first[24] = 384; row_last[24] = 399
row_first[25] = 400; row_last[25] = 415
row_first[26] = 1546; row_last[26] = 1546
row_first[27] = 1546; row_last[27] = 1546
row_first[28] = 1546; row_last[28] = 1546
row_first[29] = 1546; row_last[29] = 1546
row_first[30] = 1546; row_last[30] = 1546
row_first[31] = 1546; row_last[31] = 1546
row_first[32] = 1546; row_last[32] = 1546
row_first[33] = 1546; row_last[33] = 1546
row_first[34] = 1546; row_last[34] = 1546
row_first[35] = 1546; row_last[35] = 1546
row_first[36] = 1546; row_last[36] = 1546
row_first[37] = 1546; row_last[37] = 1546
row_first[38] = 1546; row_last[38] = 1546
row_first[39] = 1546; row_last[39] = 1546
row_first[40] = 1546; row_last[40] = 1546
row_first[41] = 1546; row_last[41] = 1546
row_first[42] = 1546; row_last[42] = 1546
row_first[43] = 1546; row_last[43] = 1546
row_first[44] = 1546; row_last[44] = 1546
row_first[45] = 416; row_last[45] = 431
row_first[46] = 432; row_last[46] = 447
row_first[47] = 448; row_last[47] = 463
row_first[48] = 464; row_last[48] = 479
row_first[49] = 480; row_last[49] = 495
row_first[50] = 496; row_last[50] = 511
row_first[51] = 512; row_last[51] = 527
row_first[52] = 528; row_last[52] = 543
row_first[53] = 544; row_last[53] = 559
row_first[54] = 560; row_last[54] = 575
row_first[55] = 576; row_last[55] = 591
row_first[56] = 592; row_last[56] = 607
row_first[57] = 608; row_last[57] = 623
row_first[58] = 624; row_last[58] = 655
row_first[59] = 656; row_last[59] = 671
row_first[60] = 672; row_last[60] = 687
row_first[61] = 688; row_last[61] = 703
row_first[62] = 704; row_last[62] = 719
row_first[63] = 720; row_last[63] = 735
row_first[64] = 736; row_last[64] = 751
row_first[65] = 752; row_last[65] = 767
row_first[66] = 768; row_last[66] = 783
row_first[67] = 784; row_last[67] = 799
row_first[68] = 800; row_last[68] = 815
row_first[69] = 816; row_last[69] = 831
row_first[70] = 832; row_last[70] = 847
row_first[71] = 848; row_last[71] = 863
row_first[72] = 864; row_last[72] = 879
row_first[73] = 880; row_last[73] = 895
row_first[74] = 896; row_last[74] = 911
row_first[75] = 912; row_last[75] = 927
row_first[76] = 928; row_last[76] = 943
row_first[77] = 944; row_last[77] = 959
row_first[78] = 960; row_last[78] = 975
row_first[79] = 976; row_last[79] = 991
row_first[80] = 992; row_last[80] = 1007
row_first[81] = 1008; row_last[81] = 1039
row_first[82] = 1040; row_last[82] = 1055
row_first[83] = 1056; row_last[83] = 1071
row_first[84] = 1072; row_last[84] = 1103
row_first[85] = 1104; row_last[85] = 1117
row_first[86] = 1118; row_last[86] = 1127
row_first[87] = 1128; row_last[87] = 1159
row_first[88] = 1160; row_last[88] = 1175
row_first[89] = 1176; row_last[89] = 1191
row_first[90] = 1192; row_last[90] = 1207
row_first[91] = 1208; row_last[91] = 1221
row_first[92] = 1222; row_last[92] = 1237
row_first[93] = 1238; row_last[93] = 1253
row_first[94] = 1254; row_last[94] = 1285
row_first[95] = 1286; row_last[95] = 1301
row_first[96] = 1302; row_last[96] = 1317
row_first[97] = 1318; row_last[97] = 1333
row_first[98] = 1334; row_last[98] = 1347
row_first[99] = 1348; row_last[99] = 1363
row_first[100] = 1364; row_last[100] = 1379
row_first[101] = 1380; row_last[101] = 1395
row_first[102] = 1396; row_last[102] = 1411
row_first[103] = 1412; row_last[103] = 1427
row_first[104] = 1428; row_last[104] = 1443
row_first[105] = 1444; row_last[105] = 1459
row_first[106] = 1460; row_last[106] = 1473
row_first[107] = 1474; row_last[107] = 1489
row_first[108] = 1490; row_last[108] = 1505
row_first[109] = 1506; row_last[109] = 1521
row_first[110] = 1522; row_last[110] = 1533
row_first[111] = 1534; row_last[111] = 1545
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'cpe'; tic[2] = 'cpe'
style[2] = 58; runs[2] = 1; fitted[2] = 1
label[3] = 'selective-attention'; tic[3] = 'selective-attention'
style[3] = 81; runs[3] = 1; fitted[3] = 1
label[4] = 'dape-v2'; tic[4] = 'dape-v2'
style[4] = 84; runs[4] = 1; fitted[4] = 0
label[5] = 'hard-alibi'; tic[5] = 'hard-alibi'
style[5] = 87; runs[5] = 1; fitted[5] = 1
label[6] = 'rope+sigmoid'; tic[6] = 'rope+sigmoid'
style[6] = 94; runs[6] = 1; fitted[6] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
