# The numbers are in training-copy-symbols-60.tsv.
#   gnuplot training-copy-symbols-60.gp                      draws training-copy-symbols-60.svg
#   gnuplot -e "format='pdf'" training-copy-symbols-60.gp   draws training-copy-symbols-60.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 60), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-copy-symbols-60'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 5999.0
curves = 154
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 6
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 7; curve_last[2] = 13
curve_fitted[3] = 0; curve_diverged[3] = 0; curve_first[3] = 14; curve_last[3] = 20
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 21; curve_last[4] = 27
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 28; curve_last[5] = 34
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 35; curve_last[6] = 41
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 42; curve_last[7] = 48
curve_fitted[8] = 0; curve_diverged[8] = 0; curve_first[8] = 49; curve_last[8] = 55
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 56; curve_last[9] = 62
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 63; curve_last[10] = 69
curve_fitted[11] = 1; curve_diverged[11] = 0; curve_first[11] = 70; curve_last[11] = 76
curve_fitted[12] = 1; curve_diverged[12] = 0; curve_first[12] = 77; curve_last[12] = 83
curve_fitted[13] = 1; curve_diverged[13] = 0; curve_first[13] = 84; curve_last[13] = 90
curve_fitted[14] = 1; curve_diverged[14] = 0; curve_first[14] = 91; curve_last[14] = 97
curve_fitted[15] = 1; curve_diverged[15] = 0; curve_first[15] = 98; curve_last[15] = 104
curve_fitted[16] = 1; curve_diverged[16] = 0; curve_first[16] = 105; curve_last[16] = 111
curve_fitted[17] = 1; curve_diverged[17] = 0; curve_first[17] = 112; curve_last[17] = 118
curve_fitted[18] = 1; curve_diverged[18] = 0; curve_first[18] = 119; curve_last[18] = 125
curve_fitted[19] = 1; curve_diverged[19] = 0; curve_first[19] = 126; curve_last[19] = 132
curve_fitted[20] = 1; curve_diverged[20] = 0; curve_first[20] = 133; curve_last[20] = 139
curve_fitted[21] = 1; curve_diverged[21] = 0; curve_first[21] = 140; curve_last[21] = 146
curve_fitted[22] = 1; curve_diverged[22] = 0; curve_first[22] = 147; curve_last[22] = 153
curve_fitted[23] = 0; curve_diverged[23] = 0; curve_first[23] = 154; curve_last[23] = 160
curve_fitted[24] = 0; curve_diverged[24] = 0; curve_first[24] = 161; curve_last[24] = 167
curve_fitted[25] = 1; curve_diverged[25] = 0; curve_first[25] = 168; curve_last[25] = 174
curve_fitted[26] = 0; curve_diverged[26] = 0; curve_first[26] = 175; curve_last[26] = 181
curve_fitted[27] = 1; curve_diverged[27] = 0; curve_first[27] = 182; curve_last[27] = 188
curve_fitted[28] = 1; curve_diverged[28] = 0; curve_first[28] = 189; curve_last[28] = 195
curve_fitted[29] = 1; curve_diverged[29] = 0; curve_first[29] = 196; curve_last[29] = 202
curve_fitted[30] = 1; curve_diverged[30] = 0; curve_first[30] = 203; curve_last[30] = 209
curve_fitted[31] = 0; curve_diverged[31] = 0; curve_first[31] = 210; curve_last[31] = 216
curve_fitted[32] = 0; curve_diverged[32] = 0; curve_first[32] = 217; curve_last[32] = 223
curve_fitted[33] = 1; curve_diverged[33] = 0; curve_first[33] = 224; curve_last[33] = 230
curve_fitted[34] = 1; curve_diverged[34] = 0; curve_first[34] = 231; curve_last[34] = 237
curve_fitted[35] = 0; curve_diverged[35] = 0; curve_first[35] = 238; curve_last[35] = 244
curve_fitted[36] = 0; curve_diverged[36] = 0; curve_first[36] = 245; curve_last[36] = 251
curve_fitted[37] = 0; curve_diverged[37] = 0; curve_first[37] = 252; curve_last[37] = 258
curve_fitted[38] = 1; curve_diverged[38] = 0; curve_first[38] = 259; curve_last[38] = 265
curve_fitted[39] = 0; curve_diverged[39] = 0; curve_first[39] = 266; curve_last[39] = 272
curve_fitted[40] = 0; curve_diverged[40] = 0; curve_first[40] = 273; curve_last[40] = 279
curve_fitted[41] = 0; curve_diverged[41] = 0; curve_first[41] = 280; curve_last[41] = 286
curve_fitted[42] = 0; curve_diverged[42] = 0; curve_first[42] = 287; curve_last[42] = 293
curve_fitted[43] = 1; curve_diverged[43] = 0; curve_first[43] = 294; curve_last[43] = 300
curve_fitted[44] = 0; curve_diverged[44] = 0; curve_first[44] = 301; curve_last[44] = 307
curve_fitted[45] = 0; curve_diverged[45] = 0; curve_first[45] = 308; curve_last[45] = 314
curve_fitted[46] = 0; curve_diverged[46] = 0; curve_first[46] = 315; curve_last[46] = 321
curve_fitted[47] = 1; curve_diverged[47] = 0; curve_first[47] = 322; curve_last[47] = 328
curve_fitted[48] = 1; curve_diverged[48] = 0; curve_first[48] = 329; curve_last[48] = 335
curve_fitted[49] = 1; curve_diverged[49] = 0; curve_first[49] = 336; curve_last[49] = 342
curve_fitted[50] = 1; curve_diverged[50] = 0; curve_first[50] = 343; curve_last[50] = 349
curve_fitted[51] = 1; curve_diverged[51] = 0; curve_first[51] = 350; curve_last[51] = 356
curve_fitted[52] = 1; curve_diverged[52] = 0; curve_first[52] = 357; curve_last[52] = 363
curve_fitted[53] = 1; curve_diverged[53] = 0; curve_first[53] = 364; curve_last[53] = 370
curve_fitted[54] = 1; curve_diverged[54] = 0; curve_first[54] = 371; curve_last[54] = 377
curve_fitted[55] = 1; curve_diverged[55] = 0; curve_first[55] = 378; curve_last[55] = 384
curve_fitted[56] = 1; curve_diverged[56] = 0; curve_first[56] = 385; curve_last[56] = 391
curve_fitted[57] = 1; curve_diverged[57] = 0; curve_first[57] = 392; curve_last[57] = 398
curve_fitted[58] = 1; curve_diverged[58] = 0; curve_first[58] = 399; curve_last[58] = 405
curve_fitted[59] = 1; curve_diverged[59] = 0; curve_first[59] = 406; curve_last[59] = 412
curve_fitted[60] = 1; curve_diverged[60] = 0; curve_first[60] = 413; curve_last[60] = 419
curve_fitted[61] = 1; curve_diverged[61] = 0; curve_first[61] = 420; curve_last[61] = 426
curve_fitted[62] = 1; curve_diverged[62] = 0; curve_first[62] = 427; curve_last[62] = 433
curve_fitted[63] = 1; curve_diverged[63] = 0; curve_first[63] = 434; curve_last[63] = 440
curve_fitted[64] = 1; curve_diverged[64] = 0; curve_first[64] = 441; curve_last[64] = 447
curve_fitted[65] = 1; curve_diverged[65] = 0; curve_first[65] = 448; curve_last[65] = 454
curve_fitted[66] = 1; curve_diverged[66] = 0; curve_first[66] = 455; curve_last[66] = 461
curve_fitted[67] = 0; curve_diverged[67] = 0; curve_first[67] = 462; curve_last[67] = 468
curve_fitted[68] = 1; curve_diverged[68] = 0; curve_first[68] = 469; curve_last[68] = 475
curve_fitted[69] = 1; curve_diverged[69] = 0; curve_first[69] = 476; curve_last[69] = 482
curve_fitted[70] = 1; curve_diverged[70] = 0; curve_first[70] = 483; curve_last[70] = 489
curve_fitted[71] = 0; curve_diverged[71] = 0; curve_first[71] = 490; curve_last[71] = 496
curve_fitted[72] = 1; curve_diverged[72] = 0; curve_first[72] = 497; curve_last[72] = 503
curve_fitted[73] = 1; curve_diverged[73] = 0; curve_first[73] = 504; curve_last[73] = 510
curve_fitted[74] = 0; curve_diverged[74] = 0; curve_first[74] = 511; curve_last[74] = 517
curve_fitted[75] = 0; curve_diverged[75] = 0; curve_first[75] = 518; curve_last[75] = 524
curve_fitted[76] = 0; curve_diverged[76] = 0; curve_first[76] = 525; curve_last[76] = 531
curve_fitted[77] = 0; curve_diverged[77] = 0; curve_first[77] = 532; curve_last[77] = 538
curve_fitted[78] = 0; curve_diverged[78] = 0; curve_first[78] = 539; curve_last[78] = 545
curve_fitted[79] = 0; curve_diverged[79] = 0; curve_first[79] = 546; curve_last[79] = 552
curve_fitted[80] = 0; curve_diverged[80] = 0; curve_first[80] = 553; curve_last[80] = 559
curve_fitted[81] = 0; curve_diverged[81] = 0; curve_first[81] = 560; curve_last[81] = 566
curve_fitted[82] = 0; curve_diverged[82] = 0; curve_first[82] = 567; curve_last[82] = 573
curve_fitted[83] = 1; curve_diverged[83] = 0; curve_first[83] = 574; curve_last[83] = 580
curve_fitted[84] = 1; curve_diverged[84] = 0; curve_first[84] = 581; curve_last[84] = 587
curve_fitted[85] = 1; curve_diverged[85] = 0; curve_first[85] = 588; curve_last[85] = 594
curve_fitted[86] = 1; curve_diverged[86] = 0; curve_first[86] = 595; curve_last[86] = 601
curve_fitted[87] = 1; curve_diverged[87] = 0; curve_first[87] = 602; curve_last[87] = 608
curve_fitted[88] = 1; curve_diverged[88] = 0; curve_first[88] = 609; curve_last[88] = 615
curve_fitted[89] = 1; curve_diverged[89] = 0; curve_first[89] = 616; curve_last[89] = 622
curve_fitted[90] = 1; curve_diverged[90] = 0; curve_first[90] = 623; curve_last[90] = 629
curve_fitted[91] = 1; curve_diverged[91] = 0; curve_first[91] = 630; curve_last[91] = 636
curve_fitted[92] = 1; curve_diverged[92] = 0; curve_first[92] = 637; curve_last[92] = 643
curve_fitted[93] = 1; curve_diverged[93] = 0; curve_first[93] = 644; curve_last[93] = 650
curve_fitted[94] = 1; curve_diverged[94] = 0; curve_first[94] = 651; curve_last[94] = 657
curve_fitted[95] = 1; curve_diverged[95] = 0; curve_first[95] = 658; curve_last[95] = 664
curve_fitted[96] = 1; curve_diverged[96] = 0; curve_first[96] = 665; curve_last[96] = 671
curve_fitted[97] = 1; curve_diverged[97] = 0; curve_first[97] = 672; curve_last[97] = 678
curve_fitted[98] = 1; curve_diverged[98] = 0; curve_first[98] = 679; curve_last[98] = 685
curve_fitted[99] = 1; curve_diverged[99] = 0; curve_first[99] = 686; curve_last[99] = 692
curve_fitted[100] = 1; curve_diverged[100] = 0; curve_first[100] = 693; curve_last[100] = 699
curve_fitted[101] = 0; curve_diverged[101] = 0; curve_first[101] = 700; curve_last[101] = 706
curve_fitted[102] = 0; curve_diverged[102] = 0; curve_first[102] = 707; curve_last[102] = 713
curve_fitted[103] = 0; curve_diverged[103] = 0; curve_first[103] = 714; curve_last[103] = 720
curve_fitted[104] = 0; curve_diverged[104] = 0; curve_first[104] = 721; curve_last[104] = 727
curve_fitted[105] = 1; curve_diverged[105] = 0; curve_first[105] = 728; curve_last[105] = 734
curve_fitted[106] = 1; curve_diverged[106] = 0; curve_first[106] = 735; curve_last[106] = 741
curve_fitted[107] = 1; curve_diverged[107] = 0; curve_first[107] = 742; curve_last[107] = 748
curve_fitted[108] = 1; curve_diverged[108] = 0; curve_first[108] = 749; curve_last[108] = 755
curve_fitted[109] = 1; curve_diverged[109] = 0; curve_first[109] = 756; curve_last[109] = 762
curve_fitted[110] = 0; curve_diverged[110] = 0; curve_first[110] = 763; curve_last[110] = 769
curve_fitted[111] = 0; curve_diverged[111] = 0; curve_first[111] = 770; curve_last[111] = 776
curve_fitted[112] = 0; curve_diverged[112] = 0; curve_first[112] = 777; curve_last[112] = 783
curve_fitted[113] = 0; curve_diverged[113] = 0; curve_first[113] = 784; curve_last[113] = 790
curve_fitted[114] = 0; curve_diverged[114] = 0; curve_first[114] = 791; curve_last[114] = 797
curve_fitted[115] = 0; curve_diverged[115] = 0; curve_first[115] = 798; curve_last[115] = 804
curve_fitted[116] = 0; curve_diverged[116] = 0; curve_first[116] = 805; curve_last[116] = 811
curve_fitted[117] = 0; curve_diverged[117] = 0; curve_first[117] = 812; curve_last[117] = 818
curve_fitted[118] = 0; curve_diverged[118] = 0; curve_first[118] = 819; curve_last[118] = 825
curve_fitted[119] = 1; curve_diverged[119] = 0; curve_first[119] = 826; curve_last[119] = 832
curve_fitted[120] = 1; curve_diverged[120] = 0; curve_first[120] = 833; curve_last[120] = 839
curve_fitted[121] = 0; curve_diverged[121] = 0; curve_first[121] = 840; curve_last[121] = 846
curve_fitted[122] = 1; curve_diverged[122] = 0; curve_first[122] = 847; curve_last[122] = 853
curve_fitted[123] = 0; curve_diverged[123] = 0; curve_first[123] = 854; curve_last[123] = 860
curve_fitted[124] = 1; curve_diverged[124] = 0; curve_first[124] = 861; curve_last[124] = 867
curve_fitted[125] = 1; curve_diverged[125] = 0; curve_first[125] = 868; curve_last[125] = 874
curve_fitted[126] = 1; curve_diverged[126] = 0; curve_first[126] = 875; curve_last[126] = 881
curve_fitted[127] = 1; curve_diverged[127] = 0; curve_first[127] = 882; curve_last[127] = 888
curve_fitted[128] = 1; curve_diverged[128] = 0; curve_first[128] = 889; curve_last[128] = 895
curve_fitted[129] = 0; curve_diverged[129] = 0; curve_first[129] = 896; curve_last[129] = 902
curve_fitted[130] = 1; curve_diverged[130] = 0; curve_first[130] = 903; curve_last[130] = 909
curve_fitted[131] = 0; curve_diverged[131] = 0; curve_first[131] = 910; curve_last[131] = 916
curve_fitted[132] = 1; curve_diverged[132] = 0; curve_first[132] = 917; curve_last[132] = 923
curve_fitted[133] = 1; curve_diverged[133] = 0; curve_first[133] = 924; curve_last[133] = 930
curve_fitted[134] = 1; curve_diverged[134] = 0; curve_first[134] = 931; curve_last[134] = 937
curve_fitted[135] = 1; curve_diverged[135] = 0; curve_first[135] = 938; curve_last[135] = 944
curve_fitted[136] = 1; curve_diverged[136] = 0; curve_first[136] = 945; curve_last[136] = 951
curve_fitted[137] = 1; curve_diverged[137] = 0; curve_first[137] = 952; curve_last[137] = 958
curve_fitted[138] = 1; curve_diverged[138] = 0; curve_first[138] = 959; curve_last[138] = 965
curve_fitted[139] = 1; curve_diverged[139] = 0; curve_first[139] = 966; curve_last[139] = 972
curve_fitted[140] = 1; curve_diverged[140] = 0; curve_first[140] = 973; curve_last[140] = 979
curve_fitted[141] = 1; curve_diverged[141] = 0; curve_first[141] = 980; curve_last[141] = 986
curve_fitted[142] = 1; curve_diverged[142] = 0; curve_first[142] = 987; curve_last[142] = 993
curve_fitted[143] = 1; curve_diverged[143] = 0; curve_first[143] = 994; curve_last[143] = 1000
curve_fitted[144] = 1; curve_diverged[144] = 0; curve_first[144] = 1001; curve_last[144] = 1007
curve_fitted[145] = 1; curve_diverged[145] = 0; curve_first[145] = 1008; curve_last[145] = 1014
curve_fitted[146] = 1; curve_diverged[146] = 0; curve_first[146] = 1015; curve_last[146] = 1021
curve_fitted[147] = 1; curve_diverged[147] = 0; curve_first[147] = 1022; curve_last[147] = 1028
curve_fitted[148] = 1; curve_diverged[148] = 0; curve_first[148] = 1029; curve_last[148] = 1035
curve_fitted[149] = 1; curve_diverged[149] = 0; curve_first[149] = 1036; curve_last[149] = 1042
curve_fitted[150] = 1; curve_diverged[150] = 0; curve_first[150] = 1043; curve_last[150] = 1049
curve_fitted[151] = 1; curve_diverged[151] = 0; curve_first[151] = 1050; curve_last[151] = 1056
curve_fitted[152] = 1; curve_diverged[152] = 0; curve_first[152] = 1057; curve_last[152] = 1063
curve_fitted[153] = 1; curve_diverged[153] = 0; curve_first[153] = 1064; curve_last[153] = 1070
curve_fitted[154] = 1; curve_diverged[154] = 0; curve_first[154] = 1071; curve_last[154] = 1077
array curves_of[13]
curves_of[1] = ' 2 7 10 11 17 18 137 138 139 140 141 142 143 144 145'
curves_of[2] = ' 5 12 13 14 56 57 58 59 60 61 62 63 64'
curves_of[3] = ' 4 6 9 16 47 48 49 50 51 52 53 54 55'
curves_of[4] = ' 20 21 25 27 30 34 83 84 85 86 87 88 89 90 91'
curves_of[5] = ''
curves_of[6] = ' 1 3 15 19 119 120 121 122 123 124 125 126 127'
curves_of[7] = ' 8 28 35 37 38 40 101 102 103 104 105 106 107 108 109'
curves_of[8] = ' 24 26 31 32 74 75 76 77 78 79 80 81 82'
curves_of[9] = ' 22 23 29 33 65 66 67 68 69 70 71 72 73'
curves_of[10] = ' 36 39 41 42 110 111 112 113 114 115 116 117 118'
curves_of[11] = ' 43 44 45 46 128 129 130 131 132 133 134 135 136'
curves_of[12] = ' 92 93 94 95 96 97 98 99 100'
curves_of[13] = ' 146 147 148 149 150 151 152 153 154'
series = 12
own_colours = 0
array label[12]
array tic[12]
array style[12]
array runs[12]
array fitted[12]
label[1] = 'sinusoidal+alibi'; tic[1] = 'sinusoidal+alibi'
style[1] = 6; runs[1] = 13; fitted[1] = 10
label[2] = 'fope'; tic[2] = 'fope'
style[2] = 1; runs[2] = 15; fitted[2] = 15
label[3] = 'learned + offset'; tic[3] = 'learned + offset'
style[3] = 3; runs[3] = 13; fitted[3] = 13
label[4] = 'learned'; tic[4] = 'learned'
style[4] = 2; runs[4] = 13; fitted[4] = 13
label[5] = 't5'; tic[5] = 't5'
style[5] = 7; runs[5] = 15; fitted[5] = 7
label[6] = 'rope'; tic[6] = 'rope'
style[6] = 4; runs[6] = 15; fitted[6] = 15
label[7] = 'sinusoidal'; tic[7] = 'sinusoidal'
style[7] = 9; runs[7] = 13; fitted[7] = 10
label[8] = 'nope'; tic[8] = 'nope'
style[8] = 8; runs[8] = 13; fitted[8] = 0
label[9] = 'alibi'; tic[9] = 'alibi'
style[9] = 10; runs[9] = 13; fitted[9] = 0
label[10] = 'shaw'; tic[10] = 'shaw'
style[10] = 11; runs[10] = 13; fitted[10] = 8
label[11] = 'rope again'; tic[11] = 'rope again'
style[11] = 12; runs[11] = 9; fitted[11] = 9
label[12] = 'cpe'; tic[12] = 'cpe'
style[12] = 13; runs[12] = 9; fitted[12] = 9

load '../../charts/style.gp'
load '../../charts/training.gp'
