# The numbers are in accuracy-kth-symbols-16-pointers-16-queries-4.tsv.
#   gnuplot accuracy-kth-symbols-16-pointers-16-queries-4.gp                      draws accuracy-kth-symbols-16-pointers-16-queries-4.svg
#   gnuplot -e "format='pdf'" accuracy-kth-symbols-16-pointers-16-queries-4.gp   draws accuracy-kth-symbols-16-pointers-16-queries-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Look up the k-th item (symbols 16, pointers 16, queries 4), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-kth-symbols-16-pointers-16-queries-4'
others = 105
array grey_style[105]
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
grey_style[25] = 26
grey_style[26] = 27
grey_style[27] = 28
grey_style[28] = 29
grey_style[29] = 30
grey_style[30] = 31
grey_style[31] = 32
grey_style[32] = 33
grey_style[33] = 34
grey_style[34] = 35
grey_style[35] = 36
grey_style[36] = 37
grey_style[37] = 38
grey_style[38] = 39
grey_style[39] = 40
grey_style[40] = 41
grey_style[41] = 42
grey_style[42] = 43
grey_style[43] = 44
grey_style[44] = 45
grey_style[45] = 46
grey_style[46] = 47
grey_style[47] = 48
grey_style[48] = 49
grey_style[49] = 50
grey_style[50] = 51
grey_style[51] = 52
grey_style[52] = 53
grey_style[53] = 54
grey_style[54] = 55
grey_style[55] = 56
grey_style[56] = 57
grey_style[57] = 59
grey_style[58] = 60
grey_style[59] = 61
grey_style[60] = 62
grey_style[61] = 63
grey_style[62] = 64
grey_style[63] = 65
grey_style[64] = 66
grey_style[65] = 67
grey_style[66] = 68
grey_style[67] = 69
grey_style[68] = 70
grey_style[69] = 71
grey_style[70] = 72
grey_style[71] = 73
grey_style[72] = 74
grey_style[73] = 75
grey_style[74] = 76
grey_style[75] = 77
grey_style[76] = 78
grey_style[77] = 79
grey_style[78] = 80
grey_style[79] = 82
grey_style[80] = 83
grey_style[81] = 85
grey_style[82] = 86
grey_style[83] = 88
grey_style[84] = 89
grey_style[85] = 90
grey_style[86] = 91
grey_style[87] = 92
grey_style[88] = 93
grey_style[89] = 95
grey_style[90] = 96
grey_style[91] = 97
grey_style[92] = 98
grey_style[93] = 99
grey_style[94] = 100
grey_style[95] = 101
grey_style[96] = 102
grey_style[97] = 103
grey_style[98] = 104
grey_style[99] = 105
grey_style[100] = 106
grey_style[101] = 107
grey_style[102] = 108
grey_style[103] = 109
grey_style[104] = 110
grey_style[105] = 111
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 7
array length[7] = [16.0, 20.0, 24.0, 32.0, 48.0, 64.0, 128.0]
borders = '16'
borders_words = ''
array trained[111]
trained[1] = 16
trained[2] = 16
trained[3] = 16
trained[4] = 16
trained[5] = 16
trained[6] = 16
trained[7] = 16
trained[8] = 16
trained[9] = 16
trained[10] = 16
trained[11] = 16
trained[12] = 16
trained[13] = 16
trained[14] = 16
trained[15] = 16
trained[16] = 16
trained[17] = 16
trained[18] = 16
trained[19] = 16
trained[20] = 16
trained[21] = 16
trained[22] = 16
trained[23] = 16
trained[24] = 16
trained[25] = 16
trained[26] = 16
trained[27] = 16
trained[28] = 16
trained[29] = 16
trained[30] = 16
trained[31] = 16
trained[32] = 16
trained[33] = 16
trained[34] = 16
trained[35] = 16
trained[36] = 16
trained[37] = 16
trained[38] = 16
trained[39] = 16
trained[40] = 16
trained[41] = 16
trained[42] = 16
trained[43] = 16
trained[44] = 16
trained[45] = 16
trained[46] = 16
trained[47] = 16
trained[48] = 16
trained[49] = 16
trained[50] = 16
trained[51] = 16
trained[52] = 16
trained[53] = 16
trained[54] = 16
trained[55] = 16
trained[56] = 16
trained[57] = 16
trained[58] = 16
trained[59] = 16
trained[60] = 16
trained[61] = 16
trained[62] = 16
trained[63] = 16
trained[64] = 16
trained[65] = 16
trained[66] = 16
trained[67] = 16
trained[68] = 16
trained[69] = 16
trained[70] = 16
trained[71] = 16
trained[72] = 16
trained[73] = 16
trained[74] = 16
trained[75] = 16
trained[76] = 16
trained[77] = 16
trained[78] = 16
trained[79] = 16
trained[80] = 16
trained[81] = 16
trained[82] = 16
trained[83] = 16
trained[84] = 16
trained[85] = 16
trained[86] = 16
trained[87] = 16
trained[88] = 16
trained[89] = 16
trained[90] = 16
trained[91] = 16
trained[92] = 16
trained[93] = 16
trained[94] = 16
trained[95] = 16
trained[96] = 16
trained[97] = 16
trained[98] = 16
trained[99] = 16
trained[100] = 16
trained[101] = 16
trained[102] = 16
trained[103] = 16
trained[104] = 16
trained[105] = 16
trained[106] = 16
trained[107] = 16
trained[108] = 16
trained[109] = 16
trained[110] = 16
trained[111] = 16
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'chance_value'
guess[2] = 'majority'
guess[3] = 'place'
guess[4] = 'copy'
guesses_words = 'grey, at 0: chance (dotted), the most frequent token, the most frequent token of each position, the input copied'
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
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
array line_first[111]
array line_last[111]
line_first[1] = 0; line_last[1] = 6
line_first[2] = 7; line_last[2] = 13
line_first[3] = 14; line_last[3] = 20
line_first[4] = 21; line_last[4] = 27
line_first[5] = 28; line_last[5] = 34
line_first[6] = 35; line_last[6] = 41
line_first[7] = 42; line_last[7] = 48
line_first[8] = 49; line_last[8] = 55
line_first[9] = 56; line_last[9] = 62
line_first[10] = 63; line_last[10] = 69
line_first[11] = 70; line_last[11] = 76
line_first[12] = 77; line_last[12] = 83
line_first[13] = 84; line_last[13] = 90
line_first[14] = 91; line_last[14] = 97
line_first[15] = 98; line_last[15] = 104
line_first[16] = 105; line_last[16] = 111
line_first[17] = 112; line_last[17] = 118
line_first[18] = 119; line_last[18] = 125
line_first[19] = 126; line_last[19] = 132
line_first[20] = 133; line_last[20] = 139
line_first[21] = 140; line_last[21] = 146
line_first[22] = 147; line_last[22] = 153
line_first[23] = 154; line_last[23] = 160
line_first[24] = 161; line_last[24] = 167
line_first[25] = 168; line_last[25] = 174
line_first[26] = 175; line_last[26] = 181
line_first[27] = 182; line_last[27] = 188
line_first[28] = 189; line_last[28] = 195
line_first[29] = 196; line_last[29] = 202
line_first[30] = 203; line_last[30] = 209
line_first[31] = 210; line_last[31] = 216
line_first[32] = 217; line_last[32] = 223
line_first[33] = 224; line_last[33] = 230
line_first[34] = 231; line_last[34] = 237
line_first[35] = 238; line_last[35] = 244
line_first[36] = 245; line_last[36] = 251
line_first[37] = 252; line_last[37] = 258
line_first[38] = 259; line_last[38] = 265
line_first[39] = 266; line_last[39] = 272
line_first[40] = 273; line_last[40] = 279
line_first[41] = 280; line_last[41] = 286
line_first[42] = 287; line_last[42] = 293
line_first[43] = 294; line_last[43] = 300
line_first[44] = 301; line_last[44] = 307
line_first[45] = 308; line_last[45] = 314
line_first[46] = 315; line_last[46] = 321
line_first[47] = 322; line_last[47] = 328
line_first[48] = 329; line_last[48] = 335
line_first[49] = 336; line_last[49] = 342
line_first[50] = 343; line_last[50] = 349
line_first[51] = 350; line_last[51] = 356
line_first[52] = 357; line_last[52] = 363
line_first[53] = 364; line_last[53] = 370
line_first[54] = 371; line_last[54] = 377
line_first[55] = 378; line_last[55] = 384
line_first[56] = 385; line_last[56] = 391
line_first[57] = 392; line_last[57] = 398
line_first[58] = 399; line_last[58] = 405
line_first[59] = 406; line_last[59] = 412
line_first[60] = 413; line_last[60] = 419
line_first[61] = 420; line_last[61] = 426
line_first[62] = 427; line_last[62] = 433
line_first[63] = 434; line_last[63] = 440
line_first[64] = 441; line_last[64] = 447
line_first[65] = 448; line_last[65] = 454
line_first[66] = 455; line_last[66] = 461
line_first[67] = 462; line_last[67] = 468
line_first[68] = 469; line_last[68] = 475
line_first[69] = 476; line_last[69] = 482
line_first[70] = 483; line_last[70] = 489
line_first[71] = 490; line_last[71] = 496
line_first[72] = 497; line_last[72] = 503
line_first[73] = 504; line_last[73] = 510
line_first[74] = 511; line_last[74] = 517
line_first[75] = 518; line_last[75] = 524
line_first[76] = 525; line_last[76] = 531
line_first[77] = 532; line_last[77] = 538
line_first[78] = 539; line_last[78] = 545
line_first[79] = 546; line_last[79] = 552
line_first[80] = 553; line_last[80] = 559
line_first[81] = 560; line_last[81] = 566
line_first[82] = 567; line_last[82] = 573
line_first[83] = 574; line_last[83] = 580
line_first[84] = 581; line_last[84] = 587
line_first[85] = 588; line_last[85] = 594
line_first[86] = 595; line_last[86] = 601
line_first[87] = 602; line_last[87] = 608
line_first[88] = 609; line_last[88] = 615
line_first[89] = 616; line_last[89] = 622
line_first[90] = 623; line_last[90] = 629
line_first[91] = 630; line_last[91] = 636
line_first[92] = 637; line_last[92] = 643
line_first[93] = 644; line_last[93] = 650
line_first[94] = 651; line_last[94] = 657
line_first[95] = 658; line_last[95] = 664
line_first[96] = 665; line_last[96] = 671
line_first[97] = 672; line_last[97] = 678
line_first[98] = 679; line_last[98] = 685
line_first[99] = 686; line_last[99] = 692
line_first[100] = 693; line_last[100] = 699
line_first[101] = 700; line_last[101] = 706
line_first[102] = 707; line_last[102] = 713
line_first[103] = 714; line_last[103] = 720
line_first[104] = 721; line_last[104] = 727
line_first[105] = 728; line_last[105] = 734
line_first[106] = 735; line_last[106] = 741
line_first[107] = 742; line_last[107] = 748
line_first[108] = 749; line_last[108] = 755
line_first[109] = 756; line_last[109] = 762
line_first[110] = 763; line_last[110] = 769
line_first[111] = 770; line_last[111] = 776
array dot_first[111]
array dot_last[111]
dot_first[1] = 777; dot_last[1] = 783
dot_first[2] = 819; dot_last[2] = 819
dot_first[3] = 819; dot_last[3] = 819
dot_first[4] = 819; dot_last[4] = 819
dot_first[5] = 819; dot_last[5] = 819
dot_first[6] = 819; dot_last[6] = 819
dot_first[7] = 819; dot_last[7] = 819
dot_first[8] = 819; dot_last[8] = 819
dot_first[9] = 819; dot_last[9] = 819
dot_first[10] = 819; dot_last[10] = 819
dot_first[11] = 819; dot_last[11] = 819
dot_first[12] = 819; dot_last[12] = 819
dot_first[13] = 819; dot_last[13] = 819
dot_first[14] = 819; dot_last[14] = 819
dot_first[15] = 819; dot_last[15] = 819
dot_first[16] = 819; dot_last[16] = 819
dot_first[17] = 819; dot_last[17] = 819
dot_first[18] = 819; dot_last[18] = 819
dot_first[19] = 819; dot_last[19] = 819
dot_first[20] = 819; dot_last[20] = 819
dot_first[21] = 819; dot_last[21] = 819
dot_first[22] = 819; dot_last[22] = 819
dot_first[23] = 819; dot_last[23] = 819
dot_first[24] = 819; dot_last[24] = 819
dot_first[25] = 819; dot_last[25] = 819
dot_first[26] = 819; dot_last[26] = 819
dot_first[27] = 819; dot_last[27] = 819
dot_first[28] = 819; dot_last[28] = 819
dot_first[29] = 819; dot_last[29] = 819
dot_first[30] = 819; dot_last[30] = 819
dot_first[31] = 819; dot_last[31] = 819
dot_first[32] = 819; dot_last[32] = 819
dot_first[33] = 819; dot_last[33] = 819
dot_first[34] = 819; dot_last[34] = 819
dot_first[35] = 819; dot_last[35] = 819
dot_first[36] = 819; dot_last[36] = 819
dot_first[37] = 819; dot_last[37] = 819
dot_first[38] = 819; dot_last[38] = 819
dot_first[39] = 819; dot_last[39] = 819
dot_first[40] = 819; dot_last[40] = 819
dot_first[41] = 819; dot_last[41] = 819
dot_first[42] = 819; dot_last[42] = 819
dot_first[43] = 819; dot_last[43] = 819
dot_first[44] = 819; dot_last[44] = 819
dot_first[45] = 819; dot_last[45] = 819
dot_first[46] = 819; dot_last[46] = 819
dot_first[47] = 819; dot_last[47] = 819
dot_first[48] = 819; dot_last[48] = 819
dot_first[49] = 819; dot_last[49] = 819
dot_first[50] = 819; dot_last[50] = 819
dot_first[51] = 819; dot_last[51] = 819
dot_first[52] = 819; dot_last[52] = 819
dot_first[53] = 819; dot_last[53] = 819
dot_first[54] = 819; dot_last[54] = 819
dot_first[55] = 819; dot_last[55] = 819
dot_first[56] = 819; dot_last[56] = 819
dot_first[57] = 819; dot_last[57] = 819
dot_first[58] = 784; dot_last[58] = 790
dot_first[59] = 819; dot_last[59] = 819
dot_first[60] = 819; dot_last[60] = 819
dot_first[61] = 819; dot_last[61] = 819
dot_first[62] = 819; dot_last[62] = 819
dot_first[63] = 819; dot_last[63] = 819
dot_first[64] = 819; dot_last[64] = 819
dot_first[65] = 819; dot_last[65] = 819
dot_first[66] = 819; dot_last[66] = 819
dot_first[67] = 819; dot_last[67] = 819
dot_first[68] = 819; dot_last[68] = 819
dot_first[69] = 819; dot_last[69] = 819
dot_first[70] = 819; dot_last[70] = 819
dot_first[71] = 819; dot_last[71] = 819
dot_first[72] = 819; dot_last[72] = 819
dot_first[73] = 819; dot_last[73] = 819
dot_first[74] = 819; dot_last[74] = 819
dot_first[75] = 819; dot_last[75] = 819
dot_first[76] = 819; dot_last[76] = 819
dot_first[77] = 819; dot_last[77] = 819
dot_first[78] = 819; dot_last[78] = 819
dot_first[79] = 819; dot_last[79] = 819
dot_first[80] = 819; dot_last[80] = 819
dot_first[81] = 791; dot_last[81] = 797
dot_first[82] = 819; dot_last[82] = 819
dot_first[83] = 819; dot_last[83] = 819
dot_first[84] = 798; dot_last[84] = 804
dot_first[85] = 819; dot_last[85] = 819
dot_first[86] = 819; dot_last[86] = 819
dot_first[87] = 805; dot_last[87] = 811
dot_first[88] = 819; dot_last[88] = 819
dot_first[89] = 819; dot_last[89] = 819
dot_first[90] = 819; dot_last[90] = 819
dot_first[91] = 819; dot_last[91] = 819
dot_first[92] = 819; dot_last[92] = 819
dot_first[93] = 819; dot_last[93] = 819
dot_first[94] = 812; dot_last[94] = 818
dot_first[95] = 819; dot_last[95] = 819
dot_first[96] = 819; dot_last[96] = 819
dot_first[97] = 819; dot_last[97] = 819
dot_first[98] = 819; dot_last[98] = 819
dot_first[99] = 819; dot_last[99] = 819
dot_first[100] = 819; dot_last[100] = 819
dot_first[101] = 819; dot_last[101] = 819
dot_first[102] = 819; dot_last[102] = 819
dot_first[103] = 819; dot_last[103] = 819
dot_first[104] = 819; dot_last[104] = 819
dot_first[105] = 819; dot_last[105] = 819
dot_first[106] = 819; dot_last[106] = 819
dot_first[107] = 819; dot_last[107] = 819
dot_first[108] = 819; dot_last[108] = 819
dot_first[109] = 819; dot_last[109] = 819
dot_first[110] = 819; dot_last[110] = 819
dot_first[111] = 819; dot_last[111] = 819
array last_y[series]
last_y[1] = 0.21
last_y[2] = 0.08
last_y[3] = 0
last_y[4] = 0
last_y[5] = 0.77
last_y[6] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
